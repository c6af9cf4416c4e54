// What the loaders and the engines are to one another; for the type check alone, not shipped.
type EngineName = 'wasm' | 'js';
/** The modules that come where they are needed. */
type PartName = 'account' | 'dialogs';
/** Starts an engine; `broke` is called once if it breaks down later. */
type KeyturnStart = (module?: WebAssembly.Module, broke?: (error: unknown) => void) => unknown;
type Message =
  | { kind: 'start'; hasWasm: boolean }
  | { kind: 'engineRuns'; engine: EngineName }
  | { kind: 'engineRefused'; byPolicy: boolean }
  | { kind: PartName; engine: EngineName }
  | KeyturnTold;
/** What the engine tells the background (crate/core/src/message/plain.rs). */
type KeyturnTold = { kind: 'seen' | 'copied' | 'releasing' | 'promptAnswered'; moment?: string };
/** ConsoleReply, as far as a loader cares. */
interface Reply {
  failed?: { said: string };
}
/** What is read of an event, whatever its kind. */
type AnyEvent = Event & Partial<Pick<KeyboardEvent, 'key' | 'repeat' | 'ctrlKey' | 'metaKey' | 'altKey'> & Pick<MouseEvent, 'button'>>;
interface Press {
  control: HTMLElement;
  form: HTMLFormElement | null;
}
/** crate/content */
interface KeyturnContent {
  /** Begins with these changes of the shipped words; anew, if it runs already. */
  begin(engine: EngineName, change: unknown): void;
  /** Decides on an event, and stops it if it is the reset's. */
  handle(event: Event): void;
  /** Asks before this control's press goes on, if it is the reset; false if it is not. */
  hold(control: HTMLElement): boolean;
  /** What is held goes on. */
  release(): void;
  /** Takes everything of it off the page. */
  end(): void;
  state(): unknown;
  /** What these changes of the shipped words would match in this page. */
  matches(change: unknown): unknown;
  /** A module that was asked for is there, or, null, did not come; `content` is this. */
  part(name: PartName, part: KeyturnPart | null, content: KeyturnContent): void;
}
/** crate/account, crate/dialogs, which crate/content alone talks to. */
interface KeyturnPart {
  /** Takes everything of it off the page. */
  end(): void;
}
/** extension/ask.js */
interface KeyturnAsk {
  /** Once. */
  tell(message: Message): Promise<Reply | undefined>;
  /** What may come twice: again, for a second and a half, where the background ended before it answered, and where nothing comes of it within two. */
  ask(message: Message): Promise<Reply | undefined>;
}
declare var keyturnAsk: KeyturnAsk | undefined;
/** extension/content.js, as parts.js needs it. */
interface KeyturnLoader {
  /** Which engine runs, once that is known; null if none does. */
  runs(): Promise<EngineName | null>;
}
declare var keyturnLoader: KeyturnLoader | undefined;
/** extension/parts.js */
declare var keyturnParts:
  | {
      /** A module comes, by this start. */
      come(name: PartName, start: (broke: () => void) => Promise<unknown>): Promise<void>;
      /** Takes them off the page: the engine that they belong to broke down. */
      end(): void;
      /** What these changes of the shipped words would match in this page; what reads numbers is brought for it. */
      matches(change: unknown): Promise<unknown>;
      /** What follows is for the engine. Tells the background; nobody waits for an answer. */
      tell(message: KeyturnTold): void;
      /** Brings a module. */
      now(name: PartName): void;
      /** Likewise when the page has a moment, after so many milliseconds. */
      soon(name: PartName, after: number): void;
      /** A moment later it has not come: the engine has given it up. */
      never(name: PartName): void;
      /** Has it written down that what is held is let go, and only then lets it go. */
      release(message: KeyturnTold): void;
    }
  | undefined;
/** extension/words.js */
interface KeyturnWords {
  /** Settles when the words were read for the first time, or could not be. */
  known: Promise<void>;
  read(): Promise<void>;
  /** What differs from the shipped words, for the engine. */
  change(): unknown;
  mayBeReset(element: HTMLElement): boolean;
}
declare var keyturnWords: KeyturnWords | undefined;
/** extension/hold.js */
interface KeyturnHold {
  /** Takes an event before the page does. */
  hear(event: Event): void;
  engineRuns(engine: KeyturnContent): void;
  fail(error: unknown): void;
  /** What is called when a press waits for an engine. */
  needs(ask: () => void): void;
  /** What the engine says; nothing where none runs, or once it has broken down. */
  asked<T>(ask: (engine: KeyturnContent) => T): T | undefined;
  /** Takes everything of ours off the page. */
  end(): void;
  state(): unknown;
}
/** The root inside an element, closed ones too; there where extension/listen.js runs. */
declare var keyturnRootOf: ((host: EventTarget | null | undefined) => ShadowRoot | null | undefined) | undefined;
interface HTMLElement {
  /** Firefox, for extensions. */
  openOrClosedShadowRoot?: ShadowRoot | null;
}
declare var keyturnHold: KeyturnHold | undefined;
/** crate/background */
interface KeyturnBackground {
  answer(message: unknown, sender: unknown): Promise<unknown>;
  /** Brings badge and reminders up to date. */
  awake(): Promise<void>;
  /** An update of the extension comes into the page of this tab. */
  updated(tab: number): void;
  /** A notification was pressed. */
  notified(): Promise<void>;
}
/** crate/pages */
interface KeyturnPages {
  start(page: string): void;
}
declare var keyturnEngine: ((name: EngineName, start: KeyturnStart, module: 'content' | PartName) => unknown) | undefined;
declare var keyturnLoad: (name: 'background' | 'pages') => Promise<unknown>;
/** extension/worker.js */
declare var keyturnImport: ((path: string) => void) | undefined;
interface TrustedPolicy {
  createScriptURL(path: string): string;
}
declare const trustedTypes: {
  createPolicy(name: string, rules: { createScriptURL(path: string): string }): TrustedPolicy;
};
declare function importScripts(...scripts: string[]): void;
