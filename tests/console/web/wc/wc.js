// The console of web components: Lit's for the pages, Material's for buttons, fields, tabs and the dialog. Nothing of it
// stands in the document but one element; pages are upgraded 300 ms late, as a bundle that is loaded when it is needed.
import { LitElement, css, html, nothing } from 'lit';
import '@material/web/button/filled-button.js';
import '@material/web/button/text-button.js';
import '@material/web/dialog/dialog.js';
import '@material/web/list/list.js';
import '@material/web/list/list-item.js';
import '@material/web/textfield/outlined-text-field.js';
import { ask, report } from '../api.js';
import { recordEvents } from '../events.js';

recordEvents();

class ConsoleApp extends LitElement {
  static properties = { session: { state: true }, path: { state: true } };
  static styles = css`
    :host { display: grid; grid-template-columns: 220px 1fr; min-height: 100vh; font: 15px/1.5 Roboto, "DejaVu Sans", sans-serif; }
    nav { background: #f3edf7; }
    main { padding: 24px; }
  `;

  constructor() {
    super();
    this.path = location.pathname;
    addEventListener('popstate', () => { this.path = location.pathname; });
  }

  async connectedCallback() {
    super.connectedCallback();
    this.session = await ask('/api/session');
    if (!this.session) location.href = '/login';
  }

  go(path) {
    history.pushState(null, '', path + location.search);
    this.path = path;
  }

  render() {
    if (!this.session) return nothing;
    return html`
      <nav>
        <md-list>
          <md-list-item id="nav-dashboard" type="button" @click=${() => this.go('/wc/dashboard')}>Dashboard</md-list-item>
          <md-list-item id="nav-enterprise-api" type="button" @click=${() => this.go('/wc/advanced/enterpriseApi')}>Enterprise API</md-list-item>
        </md-list>
      </nav>
      <main>
        ${this.path === '/wc/advanced/enterpriseApi'
          ? html`<enterprise-page .session=${this.session}></enterprise-page>`
          : html`<dashboard-page .session=${this.session}></dashboard-page>`}
      </main>`;
  }
}

// The company and its number, side by side.
class AccountLine extends LitElement {
  static properties = { session: { attribute: false } };
  static styles = css`
    :host { display: flex; gap: 16px; align-items: baseline; }
    b { font-size: 18px; }
    .number { font-weight: 500; }
  `;

  render() {
    return html`<b>${this.session.company}</b><span>Account number</span><span class="number">${this.session.number}</span>`;
  }
}

class DataTable extends LitElement {
  static properties = { rows: { attribute: false } };
  static styles = css`
    table { border-collapse: collapse; }
    td { border-bottom: 1px solid #cac4d0; padding: 8px 24px 8px 0; }
  `;

  render() {
    return html`<table>${this.rows.map((row) => html`<tr>${row.map((cell) => html`<td>${cell}</td>`)}</tr>`)}</table>`;
  }
}

class DashboardPage extends LitElement {
  static properties = { session: { attribute: false } };

  render() {
    return html`
      <account-line .session=${this.session}></account-line>
      <h1>Dashboard</h1>
      <data-table .rows=${[['Users', '40'], ['Groups', '6'], ['Security score', '78%']]}></data-table>
      <p><md-text-button id="reset-filters" @click=${() => report('reset-filters')}>Reset filters</md-text-button></p>`;
  }
}

class EnterprisePage extends LitElement {
  static properties = { session: { attribute: false }, hash: { state: true }, had: { state: true }, asking: { state: true } };
  static styles = css`
    header { display: flex; justify-content: space-between; align-items: center; }
    code { font-size: 14px; overflow-wrap: anywhere; }
  `;

  // The session was set before this class was there.
  willUpdate(changed) {
    if (changed.has('session')) this.had = this.session.hasHash;
  }

  async closed(event) {
    this.asking = false;
    if (event.target.returnValue !== 'ok') return;
    const made = await ask(this.had ? '/api/hash/reset' : '/api/hash/create', {});
    this.hash = made.hash;
    this.had = true;
    this.session.hasHash = true;
  }

  render() {
    const words = this.had ? 'Reset your provisioning hash' : 'Create provisioning hash';
    return html`
      <md-outlined-text-field id="account-number" label="Account number" readonly .value=${this.session.number}></md-outlined-text-field>
      <header>
        <h1>Enterprise API</h1>
        <md-filled-button id="reset-hash" @click=${() => { this.asking = true; }}>${words}</md-filled-button>
      </header>
      ${this.hash ? html`<p>Provisioning hash: <code id="provisioning-hash">${this.hash}</code></p>` : nothing}
      <data-table .rows=${[['getuserdata', 'List users'], ['batchadd', 'Add users'], ['reporting', 'Read the event log']]}></data-table>
      <md-dialog id="hash-dialog" quick ?open=${this.asking} @closed=${this.closed}>
        <div slot="headline">${words}?</div>
        <form slot="content" id="hash-form" method="dialog">The current one stops working at once.</form>
        <div slot="actions">
          <md-text-button id="hash-cancel" form="hash-form" value="cancel">Cancel</md-text-button>
          <md-text-button id="hash-ok" form="hash-form" value="ok">OK</md-text-button>
        </div>
      </md-dialog>`;
  }
}

customElements.define('console-app', ConsoleApp);
customElements.define('account-line', AccountLine);
customElements.define('data-table', DataTable);
setTimeout(() => {
  customElements.define('dashboard-page', DashboardPage);
  customElements.define('enterprise-page', EnterprisePage);
}, 300);
