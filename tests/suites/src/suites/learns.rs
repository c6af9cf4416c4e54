//! What the page's own scripts can learn of what is ours, while the dialog and the panel are open: as little as can be had.

use anyhow::ensure;
use keyturn_e2e::runner::{Context, Test};
use keyturn_e2e::{Session, tests};
use keyturn_suites::{
    ENTERPRISE_API, World, afresh, at, continue_to_reset, element, engine_runs, guard, painted, tell,
};
use serde_json::{Value, json};

use crate::hash::button;

/// The tests.
pub fn tests() -> Vec<Test<World>> {
    tests![the_page_reaches_nothing_of_ours, the_page_can_only_find_what_the_dialog_shows]
}

/// Names that stand nowhere else: shown in the dialog, and known to us but not shown: a note, another account's integration
/// and company, who ticks off, and a word that is looked for besides those that ship.
const SHOWN: [&str; 2] = ["Quuxlemur", "Xanthippe"];
const KEPT: [&str; 5] = ["Zorblaxnote", "Othernautica", "Elsewherecorp", "Settingsonius", "Kennwortquark"];

async fn open(cx: &mut Context<World>) -> anyhow::Result<()> {
    afresh(&cx.session, &cx.data).await?;
    let session = &cx.session;
    let draft = |name: &str, account: &str| json!({ "name": name, "owner": SHOWN[1], "place": "", "accounts": [account], "note": KEPT[0] });
    tell(session, json!({ "kind": "save", "draft": draft(SHOWN[0], "18836731") })).await?;
    tell(session, json!({ "kind": "save", "draft": draft(KEPT[1], "27365418") })).await?;
    let settings = json!({ "firstReminder": 24, "furtherReminders": 24, "dueAfter": 90, "me": KEPT[3] });
    tell(session, json!({ "kind": "saveRotationSettings", "settings": settings })).await?;
    let words =
        json!({ "accountNumber": ["Kontonummer"], "reset": [format!("{} zurücksetzen", KEPT[4])], "hash": [KEPT[4]] });
    tell(session, json!({ "kind": "saveWords", "language": "de", "words": words })).await?;
    // Another account, as a visit to it leaves it behind.
    cx.data.console.set_account("27365418", KEPT[2]);
    session.goto(&at("/dashboard")).await?;
    crate::stage::remembered(session, &["27365418"]).await?;
    cx.data.console.set_account("18836731", "OrgABC");
    session.goto(&at(ENTERPRISE_API)).await?;
    engine_runs(session).await?;
    element(session, "#reset-hash").await?;
    painted(session, &["18836731"]).await
}

/// Everything that a script can come to from its window, and where one of the words stands in it.
const SEARCH: &str = "
    const [words] = arguments;
    // Where chromedriver keeps what a test was given: our own elements among it.
    delete window.ret_nodes;
    const found = [];
    const tell = (text, where) => {
      for (const word of words) if (typeof text === 'string' && text.includes(word)) found.push(`${word} in ${where}`);
    };
    const MOST = 500000;
    const seen = new Set();
    const next = [];
    const go = (value, where) => {
      if (value === null || (typeof value !== 'object' && typeof value !== 'function')) return;
      if (value === words || value === arguments || seen.has(value)) return;
      seen.add(value);
      next.push([value, where]);
    };
    // Windows of another origin say nothing.
    const isOurs = (view) => { try { return !!view?.document; } catch { return false; } };
    const windows = [window];
    for (const view of windows) for (let at = 0; at < view.length; at += 1) if (isOurs(view[at])) windows.push(view[at]);
    for (const view of windows) go(view, 'window');
    const scopes = windows.map(({ document }) => document);
    while (scopes.length > 0) {
      const scope = scopes.pop();
      tell((scope.documentElement ?? scope).textContent, 'a text');
      for (const element of scope.querySelectorAll('*')) {
        for (const { name, value } of element.attributes) tell(value, `an attribute ${name}`);
        if (element.shadowRoot) scopes.push(element.shadowRoot);
        go(element, 'an element');
        if ('value' in element) tell(String(element.value), 'a field');
      }
      for (const sheet of [...scope.adoptedStyleSheets ?? [], ...scope.styleSheets ?? []]) {
        try { for (const rule of sheet.cssRules) tell(rule.cssText, 'a style sheet'); } catch { /* Another origin's. */ }
      }
    }
    for (let at = 0; at < next.length; at += 1) {
      if (at > MOST) throw new Error(`more than ${MOST} objects: nobody knows what the rest holds`);
      const [value, where] = next[at];
      let keys = [];
      try { keys = Reflect.ownKeys(value); } catch { continue; }
      // Of nodes, what scripts have hung on them; what they say is looked at below. Of others, what they have from their makers.
      let isNode = false;
      try { isNode = typeof value.nodeType === 'number'; } catch { /* A prototype has no type. */ }
      for (let of = Object.getPrototypeOf(value); of && of !== Object.prototype; of = Object.getPrototypeOf(of)) {
        go(of, `${where}'s prototype`);
        if (!isNode) keys.push(...Reflect.ownKeys(of));
      }
      const holds = [Map, Set].some((kind) => value instanceof kind) || value === CSS.highlights || value instanceof Highlight;
      if (holds) {
        for (const [key, inner] of value.entries()) {
          for (const one of [key, inner]) { tell(String(one), where); go(one, `${where}, in it`); }
        }
      }
      if (keys.length > MOST) throw new Error(`${where} has ${keys.length} properties`);
      for (const key of keys) {
        tell(String(key.description ?? key), where);
        let inner;
        try { inner = value[key]; } catch { continue; }
        tell(inner, `${where}.${String(key)}`);
        go(inner, `${where}.${String(key)}`);
      }
    }
    tell(JSON.stringify({ ...localStorage, ...sessionStorage }), 'the storage');
    tell(document.cookie, 'a cookie');
    tell(JSON.stringify(performance.getEntries()), 'the performance entries');
    tell(document.documentElement.outerHTML, 'the page');
    tell(document.documentElement.innerText, 'the text as it is rendered');
    tell(document.documentElement.getHTML?.({ serializableShadowRoots: true }) ?? '', 'the page, roots and all');
    for (const { name } of await indexedDB.databases()) tell(name ?? '', 'a data base');
    for (const key of await caches.keys()) tell(key, 'a cache');
    getSelection().selectAllChildren(document.documentElement);
    tell(String(getSelection()), 'the selection');
    getSelection().removeAllRanges();
    return [found, seen.size];";

/// What a page's script hears while we ask: every event at its window.
const LISTEN: &str = "window.__heard = '';
    for (const type of ['message', 'input', 'change', 'focusin', 'keydown', 'click', 'copy', 'selectionchange', 'toggle']) {
      window.addEventListener(type, (event) => {
        window.__heard += [type, event.data, event.detail, event.target?.value, event.key].map(String).join(' ');
      }, true);
    }
    return null;";

async fn finds_nothing(session: &Session) -> anyhow::Result<()> {
    let words: Vec<&str> = SHOWN.into_iter().chain(KEPT).collect();
    let (found, size): (Vec<String>, u32) = session.eval(SEARCH, &[json!(words)]).await?;
    ensure!(size > 1_000, "{size} objects were searched");
    ensure!(found.is_empty(), "the page finds {found:?}");
    // The search finds what is there: in a text, in what a symbol names, in a map, on a prototype, in a root and in a frame.
    let (found, _): (Vec<String>, u32) = session.eval(&format!("{HIDE} {SEARCH}"), &[json!([NEEDLE])]).await?;
    let places = ["a text", "Symbol(a needle)", "in it", "'s prototype.needle", "an attribute title", "a field"];
    let missed: Vec<&str> = places.into_iter().filter(|part| !found.iter().any(|place| place.contains(part))).collect();
    ensure!(missed.is_empty(), "the search does not come to {missed:?}: {found:?}");
    session.eval::<Value>(UNHIDE, &[]).await.map(drop)
}

/// What the search must come to.
const NEEDLE: &str = "haystackneedle";
const HIDE: &str = "const needle = 'haystack' + 'needle';
    const box = document.body.appendChild(document.createElement('div'));
    box.id = 'needle';
    box.append(needle);
    box.attachShadow({ mode: 'open' }).appendChild(document.createElement('b')).title = needle;
    const frame = document.body.appendChild(document.createElement('iframe'));
    frame.id = 'needle-frame';
    frame.contentDocument.body.appendChild(frame.contentDocument.createElement('textarea')).value = needle;
    class Made {}
    Made.prototype.needle = needle;
    window.hidden_needle = { [Symbol('a needle')]: needle, map: new Map([['a', { needle }]]), made: new Made() };";
const UNHIDE: &str = "document.querySelector('#needle').remove();
    document.querySelector('#needle-frame').remove();
    delete window.hidden_needle;
    return null;";

async fn the_page_reaches_nothing_of_ours(cx: &mut Context<World>) -> anyhow::Result<()> {
    open(cx).await?;
    let session = &cx.session;
    session.eval::<Value>(LISTEN, &[]).await?;
    session.click_on("#reset-hash").await?;
    let dialog = guard(session).await?;
    ensure!(dialog.text.contains(SHOWN[0]) && dialog.text.contains(SHOWN[1]), "{:?}", dialog.text);
    finds_nothing(session).await?;
    continue_to_reset(session).await?;
    element(session, "#hash-ok").await?;
    session.click_on("#hash-ok").await?;
    button(session, &format!("Updated: {}", SHOWN[0])).await?;
    finds_nothing(session).await?;
    let heard: String = session.eval("return window.__heard;", &[]).await?;
    ensure!(heard.contains("click"), "nothing was heard at all");
    let leaked: Vec<&str> = SHOWN.into_iter().chain(KEPT).filter(|word| heard.contains(word)).collect();
    ensure!(leaked.is_empty(), "the page hears {leaked:?}");
    Ok(())
}

/// What this shows is no feature: it is what is left (docs/threat-model.md), no more and no less.
async fn the_page_can_only_find_what_the_dialog_shows(cx: &mut Context<World>) -> anyhow::Result<()> {
    open(cx).await?;
    let session = &cx.session;
    let find = async |word: &str| -> anyhow::Result<(bool, String)> {
        let find = "getSelection().removeAllRanges();
            return [window.find(arguments[0], false, false, true, false, true, false), String(getSelection())];";
        session.eval(find, &[json!(word)]).await
    };
    for word in SHOWN.into_iter().chain(KEPT) {
        ensure!(!find(word).await?.0, "{word} is found before the dialog is there");
    }
    session.click_on("#reset-hash").await?;
    guard(session).await?;
    for word in KEPT {
        ensure!(!find(word).await?.0, "{word} is found, and the dialog does not show it");
    }
    // That it stands there, but not what is around it: nothing of ours can be selected.
    let is_all = async |word: &str| -> anyhow::Result<()> {
        let (is_found, selected) = find(word).await?;
        let is_no_more = selected.is_empty() || selected == word;
        ensure!(is_found && is_no_more, "{word} is found: {is_found}, and {selected:?} selected");
        Ok(())
    };
    for word in SHOWN {
        is_all(word).await?;
    }
    // In the panel of a new hash, it is the same. It names no owner.
    continue_to_reset(session).await?;
    element(session, "#hash-ok").await?;
    session.click_on("#hash-ok").await?;
    button(session, &format!("Updated: {}", SHOWN[0])).await?;
    for word in KEPT.into_iter().chain([SHOWN[1]]) {
        ensure!(!find(word).await?.0, "{word} is found, and the panel does not show it");
    }
    is_all(SHOWN[0]).await
}
