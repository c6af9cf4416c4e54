//! An account number and where it stands on the page.

use keyturn_core::account_number::AccountNumber;
use keyturn_core::rect::Rect;
use web_sys::{DomRect, HtmlInputElement, Node, Range};

/// Where a number, or a hash, stands.
#[derive(Clone)]
pub enum Spot {
    /// In the page's text: what is painted.
    Text(Range),
    /// In a field that nobody can type in.
    Field(HtmlInputElement),
}

/// An account number and where it stands on the page.
#[derive(Clone)]
pub struct Found {
    /// The number.
    pub number: AccountNumber,
    /// The company's name, if it stands there.
    pub company: Option<String>,
    /// Where it stands.
    pub spot: Spot,
}

impl Spot {
    /// The rectangle that it takes, of no size where it does not show.
    pub fn rect(&self) -> Rect {
        rect(&match self {
            Spot::Text(range) => range.get_bounding_client_rect(),
            Spot::Field(field) => field.get_bounding_client_rect(),
        })
    }

    /// The node that it is in.
    pub fn node(&self) -> Option<Node> {
        match self {
            Spot::Text(range) => range.start_container().ok(),
            Spot::Field(field) => Some(field.clone().into()),
        }
    }

    /// The range to paint, for what is text.
    pub fn range(&self) -> Option<&Range> {
        match self {
            Spot::Text(range) => Some(range),
            Spot::Field(_) => None,
        }
    }

    /// Whether both begin at the same place.
    pub fn is_where(&self, other: &Spot) -> bool {
        match (self, other) {
            (Spot::Text(a), Spot::Text(b)) => {
                a.start_container().ok() == b.start_container().ok() && a.start_offset().ok() == b.start_offset().ok()
            }
            (Spot::Field(a), Spot::Field(b)) => a == b,
            _ => false,
        }
    }
}

impl Found {
    /// The rectangle that it takes, of no size where it does not show.
    pub fn rect(&self) -> Rect {
        self.spot.rect()
    }

    /// The node that it stands in.
    pub fn node(&self) -> Option<Node> {
        self.spot.node()
    }

    /// The range to paint, for what is text.
    pub fn range(&self) -> Option<&Range> {
        self.spot.range()
    }

    /// Whether both are the same digits.
    pub fn is_where(&self, other: &Found) -> bool {
        self.spot.is_where(&other.spot)
    }
}

/// A rectangle of the page's.
pub fn rect(rect: &DomRect) -> Rect {
    Rect { left: rect.left(), top: rect.top(), width: rect.width(), height: rect.height() }
}
