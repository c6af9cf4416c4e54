//! What is really painted.

use std::io::Cursor;
use std::path::Path;

use anyhow::{Context, bail};

use crate::session::Session;
use crate::shadow::Rect;

/// How far a channel may be off: blending and rounding cost a step or two.
const TOLERANCE: u8 = 3;

/// A picture of what is visible of the page.
pub struct Pixels {
    width: usize,
    height: usize,
    /// Red, green, blue for each pixel, row by row.
    colours: Vec<[u8; 3]>,
    /// Pixels for each CSS pixel.
    scale: f64,
}

impl Pixels {
    fn decode(png: &[u8], css_width: f64) -> anyhow::Result<Pixels> {
        let mut decoder = png::Decoder::new(Cursor::new(png));
        decoder.set_transformations(png::Transformations::normalize_to_color8());
        let mut reader = decoder.read_info()?;
        let mut bytes = vec![0; reader.output_buffer_size().context("the picture is too large")?];
        let info = reader.next_frame(&mut bytes)?;
        let samples = match info.color_type {
            png::ColorType::Rgb => 3,
            png::ColorType::Rgba => 4,
            other => bail!("a screenshot in {other:?}"),
        };
        let colours = bytes[..info.buffer_size()].chunks_exact(samples).map(|pixel| [pixel[0], pixel[1], pixel[2]]);
        let (width, height) = (info.width as usize, info.height as usize);
        Ok(Pixels { width, height, colours: colours.collect(), scale: width as f64 / css_width })
    }

    /// The share of the rectangle's pixels that have this colour, from 0 to 1. What is out of the picture does not count.
    pub fn share_of(&self, colour: [u8; 3], rect: Rect) -> f64 {
        let across = clip(rect.x * self.scale, (rect.x + rect.width) * self.scale, self.width);
        let down = clip(rect.y * self.scale, (rect.y + rect.height) * self.scale, self.height);
        let all = across.len() * down.len();
        if all == 0 {
            return 0.0;
        }
        let rows = down.map(|row| &self.colours[row * self.width..][across.clone()]);
        let same = rows.flatten().filter(|pixel| is_like(**pixel, colour)).count();
        same as f64 / all as f64
    }
}

/// The whole pixels between two places, within the picture.
fn clip(from: f64, to: f64, size: usize) -> std::ops::Range<usize> {
    let from = (from.ceil().max(0.0) as usize).min(size);
    from..(to.floor().max(0.0) as usize).clamp(from, size)
}

fn is_like(pixel: [u8; 3], colour: [u8; 3]) -> bool {
    pixel.iter().zip(colour).all(|(is, wanted)| is.abs_diff(wanted) <= TOLERANCE)
}

impl Session {
    /// A picture of what is visible of the current tab, to be asked for colours.
    pub async fn pixels(&self) -> anyhow::Result<Pixels> {
        let css_width: f64 = self.eval("return innerWidth", &[]).await?;
        Pixels::decode(&self.driver.screenshot_as_png().await?, css_width)
    }

    /// Saves a picture of what is visible of the current tab as PNG.
    pub async fn screenshot(&self, path: &Path) -> anyhow::Result<()> {
        let png = self.driver.screenshot_as_png().await?;
        if let Some(folder) = path.parent() {
            tokio::fs::create_dir_all(folder).await?;
        }
        tokio::fs::write(path, png).await.with_context(|| format!("writing {}", path.display()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn picture() -> Pixels {
        // Two by two CSS pixels, each two by two pixels: yellow on the left, white on the right.
        let row = [[255, 225, 0], [254, 224, 1], [255, 255, 255], [255, 255, 255]];
        Pixels { width: 4, height: 4, colours: row.repeat(4), scale: 2.0 }
    }

    #[test]
    fn shares_are_counted_within_the_rectangle() {
        let share = |x, width| picture().share_of([255, 225, 0], Rect { x, y: 0.0, width, height: 2.0 });
        assert_eq!(share(0.0, 1.0), 1.0);
        assert_eq!(share(0.0, 2.0), 0.5);
        assert_eq!(share(1.0, 1.0), 0.0);
        assert_eq!(share(5.0, 9.0), 0.0);
        assert_eq!(share(-3.0, 4.0), 1.0);
    }
}
