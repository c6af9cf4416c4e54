//! What a console page may ask for.

use keyturn_browser::{now, runtime, scripting};
use keyturn_core::account::{copy, see};
use keyturn_core::account_number::AccountNumber;
use keyturn_core::catalog::{CATALOG, entry};
use keyturn_core::engine::{Ability, Engine, Known, at_start, choose, learn};
use keyturn_core::integration::{Draft, broken_by_reset, save};
use keyturn_core::message::{ConsoleReply, FromConsole, Trouble};
use keyturn_core::rotation::Pressed;
use keyturn_core::sender::CONSOLE_HOST;
use keyturn_core::store::{Accounts, Engines, Inventory};

use crate::{check, history, inventory, rotation, shelf, tab};

/// Where a message comes from.
pub struct From {
    /// The tab.
    pub tab: i32,
    /// The frame in it.
    pub frame: f64,
    /// It is in a private window: nothing of it is kept.
    pub is_private: bool,
}

/// Answers a console page.
pub async fn answer(message: FromConsole, from: &From) -> Result<ConsoleReply, Trouble> {
    match message {
        FromConsole::Start { has_wasm } => {
            let is_top = from.frame == 0.0;
            if is_top {
                tab::begins(from.tab);
            }
            start(has_wasm, from).await
        }
        FromConsole::EngineRuns { engine } => {
            if engine == Engine::Wasm && page_policy_binds() {
                know(learn(true)).await?;
            }
            Ok(ConsoleReply::Done)
        }
        FromConsole::EngineRefused { by_policy } => {
            if by_policy {
                know(learn(false)).await?;
            }
            put_in(Engine::Js, "content", from).await
        }
        FromConsole::Account { engine } => put_in(engine, "account", from).await,
        FromConsole::Dialogs { engine } => put_in(engine, "dialogs", from).await,
        FromConsole::Seen { number, company } => {
            tab::shows(from.tab, &number);
            if !from.is_private {
                change_accounts(|accounts| see(accounts, &number, company, now())).await?;
            }
            Ok(ConsoleReply::Done)
        }
        FromConsole::Copied { number } => {
            if !from.is_private {
                // A quick hand copies before the number has stood still for long enough to be told of.
                change_accounts(|accounts| {
                    see(accounts, &number, None, now());
                    copy(accounts, &number, now());
                })
                .await?;
            }
            Ok(ConsoleReply::Done)
        }
        FromConsole::Held { number } => broken(tab::account(from.tab, number), from).await,
        FromConsole::Picked { number, names } => {
            let number = tab::account(from.tab, number);
            if !from.is_private {
                pick(number.as_ref(), &names).await?;
            }
            broken(number, from).await
        }
        FromConsole::Releasing { number, listed, leaked, at, moment } => {
            tab::released(from.tab, &moment);
            let number = tab::account(from.tab, number);
            if !from.is_private {
                rotation::release(&Pressed { number: number.as_ref(), leaked, at, moment: &moment, listed }).await?;
            }
            Ok(ConsoleReply::Done)
        }
        FromConsole::Cancelled { number, listed, moment } => {
            let number = tab::account(from.tab, number);
            if !from.is_private {
                history::cancelled(number, listed, moment).await?;
            }
            Ok(ConsoleReply::Done)
        }
        FromConsole::NewHash { number, moment } => {
            rotation::new_hash(tab::account(from.tab, number), &moment, from).await
        }
        FromConsole::Tick { tick } => rotation::tick_in_page(&tick, from).await,
        FromConsole::Check { number, hash } => Ok(check::answer(number, hash).await),
        FromConsole::PromptAnswered { left } => {
            tab::prompt_answered(from.tab, left);
            Ok(ConsoleReply::Done)
        }
        FromConsole::OpenOptions => match runtime::open_options().await {
            Ok(()) => Ok(ConsoleReply::Done),
            Err(error) => Err(Trouble::Storage { said: error.to_string() }),
        },
    }
}

/// Changes what is known of the accounts.
pub async fn change_accounts(change: impl FnOnce(&mut Vec<keyturn_core::account::Account>)) -> Result<(), Trouble> {
    shelf::change(|document: &mut Accounts| {
        let mut accounts = std::mem::take(document).into_accounts();
        change(&mut accounts);
        *document = Accounts::of(&accounts);
    })
    .await
}

/// Chooses the engine for a page, writes down what follows from it, and puts the engine in.
async fn start(has_wasm: bool, from: &From) -> Result<ConsoleReply, Trouble> {
    let ability = Ability { has_wasm, page_policy_binds: page_policy_binds() };
    let chosen = shelf::change(|engines: &mut Engines| {
        forget_the_worker_before(engines);
        let (engine, known) = choose(ability, engines.hosts.get(CONSOLE_HOST).copied());
        if let Some(known) = known {
            engines.hosts.insert(CONSOLE_HOST.to_owned(), known);
        }
        engine
    })
    .await;
    // What cannot be written down must not be tried: the JS engine needs no note.
    put_in(chosen.unwrap_or(Engine::Js), "content", from).await
}

/// A try that an earlier worker saw begin is decided without its outcome, once in this worker's life.
fn forget_the_worker_before(engines: &mut Engines) {
    use std::cell::Cell;
    thread_local! { static DONE: Cell<bool> = const { Cell::new(false) }; }
    if !DONE.replace(true) {
        for known in engines.hosts.values_mut() {
            *known = at_start(*known);
        }
    }
}

async fn know(known: Known) -> Result<(), Trouble> {
    shelf::change(|engines: &mut Engines| {
        engines.hosts.insert(CONSOLE_HOST.to_owned(), known);
    })
    .await
}

async fn put_in(engine: Engine, module: &str, from: &From) -> Result<ConsoleReply, Trouble> {
    let file = match engine {
        Engine::Wasm => format!("{module}-wasm.js"),
        Engine::Js => format!("{module}-js.js"),
    };
    // An engine needs this loader; a page that gets no engine does not.
    let files: &[&str] = if module == "content" { &["parts.js", &file] } else { &[&file] };
    match scripting::run_files(from.tab, from.frame, files).await {
        Ok(()) => Ok(ConsoleReply::Engine { engine }),
        Err(error) => Err(Trouble::NoEngine { said: error.to_string() }),
    }
}

/// Chromium applies the page's CSP to wasm in content scripts (crbug.com/1385796), Firefox does not.
fn page_policy_binds() -> bool {
    !runtime::url("").is_ok_and(|url| url.starts_with("moz-extension:"))
}

/// What a reset of this account's hash breaks, and the catalog if nothing is listed at all.
async fn broken(number: Option<AccountNumber>, from: &From) -> Result<ConsoleReply, Trouble> {
    let inventory = shelf::read::<Inventory>().await?.into_integrations();
    let accounts = shelf::read::<Accounts>().await?.into_accounts();
    let account = accounts.into_iter().find(|account| Some(&account.number) == number.as_ref());
    let integrations = broken_by_reset(&inventory, number.as_ref()).iter().map(Into::into).collect();
    // What is picked in it would be kept.
    let is_offered = inventory.is_empty() && !from.is_private;
    let catalog = if is_offered { CATALOG.iter().map(Into::into).collect() } else { Vec::new() };
    let company = account.and_then(|account| account.company);
    let released = tab::is_just_released(from.tab).await;
    Ok(ConsoleReply::Broken { number, company, integrations, catalog, released })
}

/// Adds catalog entries for this account. A name that is not in the catalog is passed over: a page cannot write what it
/// likes into the inventory.
async fn pick(number: Option<&AccountNumber>, names: &[String]) -> Result<(), Trouble> {
    let accounts: Vec<String> = number.iter().map(|number| number.to_string()).collect();
    inventory::change(|inventory, at| {
        for entry in names.iter().filter_map(|name| entry(name)) {
            let known = inventory.iter().any(|i| i.name == entry.name && i.belongs.to(number));
            if !known {
                let (name, place) = (entry.name.to_owned(), entry.place.to_owned());
                let draft = Draft { name, place, accounts: accounts.clone(), ..Draft::default() };
                save(inventory, None, &draft, at)?;
            }
        }
        Ok(())
    })
    .await
    .map(drop)
}
