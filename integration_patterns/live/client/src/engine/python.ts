/** One Python: a worker, and the messages between it and the page. */

import type { Kept, Loaded } from "./assets.ts";
import type { FromWorker, ToWorker } from "../protocol/messages.ts";
import { EngineError } from "../protocol/engine.ts";

const FIX = "fix: reload the page; if that doesn't help, use another browser.";

/** A worker from a blob obeys the page's policy, also where the server sends no headers. */
function underPolicy({ worker, kept }: Loaded): string {
  const script = kept?.script ?? new Blob([`import ${JSON.stringify(worker.href)};`], { type: "text/javascript" });
  return URL.createObjectURL(script);
}

/** A worker, which loads while its parts arrive, and the promise that its Python is there. */
export class Python {
  readonly ready: Promise<void>;
  readonly #worker: Worker;
  /** Called with each message. Until it is set, only failures are logged. */
  hear: (message: FromWorker) => void = (message) => {
    if (message.t === "fail" || message.t === "fatal") {
      console.warn("The Python that waits:", message.message);
    }
  };

  constructor(loaded: Loaded) {
    this.#worker = new Worker(underPolicy(loaded), { type: "module", name: "python" });
    const booted = new Promise<void>((resolve, reject) => {
      this.#worker.onerror = (event) => {
        reject(new EngineError("load", `The worker can't start: ${event.message || "the browser refused it"}. ${FIX}`));
      };
      this.#worker.onmessage = ({ data }: MessageEvent<string>) => {
        const message = JSON.parse(data) as FromWorker;
        if (message.t === "booted") {
          resolve();
        } else if (message.t === "unbootable") {
          reject(new EngineError("load", `Python can't start in this browser: ${message.message.replace(/\.$/, "")}. ${FIX}`));
        } else {
          this.hear(message);
        }
      };
    });
    // Compiled code and the snapshot are sent as they come.
    const { ordinary } = loaded;
    const sent = [loaded.boot.then((boot) => {
      this.send({ ...boot, ordinary });
    })];
    if (!ordinary) {
      sent.push(loaded.snapshot.then((packed) => {
        this.send({ t: "snapshot", packed });
      }));
    }
    this.supply(loaded.kept);
    this.ready = Promise.all([booted, ...sent]).then(() => undefined);
  }

  send(message: ToWorker): void {
    this.#worker.postMessage(message);
  }

  supply(kept: Kept | undefined): void {
    for (const [archive, content] of kept?.archives ?? []) {
      this.send({ t: "supply", archive, content });
    }
  }

  end(): void {
    this.#worker.terminate();
  }
}
