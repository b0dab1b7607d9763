// Words kept in this tab, locked with a key that only the same person gets from the server again.
// Without https there is no cipher, and they are kept only as long as the page stands open.
const START = "kept ";
const cipher = globalThis.crypto?.subtle;
const bytes = (text) => Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
const text = (buffer) => btoa(String.fromCharCode(...new Uint8Array(buffer)));

export class Kept extends Map {
  constructor({ whose, which, key }) {
    super();
    this.place = `${START}${whose} ${which}`;
    this.locked = Boolean(cipher);
    this.key = cipher?.importKey("raw", bytes(key), "AES-GCM", false, ["encrypt", "decrypt"]);
    this.written = Promise.resolve();
    for (const place of Object.keys(sessionStorage)) {
      if (place.startsWith(START) && !place.startsWith(`${START}${whose} `)) sessionStorage.removeItem(place);
    }
  }

  // Reads what lies there; what this key does not open was another's, and goes.
  async open() {
    const found = cipher && sessionStorage.getItem(this.place);
    if (!found) return;
    try {
      const [iv, locked] = found.split(" ").map(bytes);
      const plain = await cipher.decrypt({ name: "AES-GCM", iv }, await this.key, locked);
      for (const [form, words] of JSON.parse(new TextDecoder().decode(plain))) if (!this.has(form)) this.set(form, words);
    } catch {
      sessionStorage.removeItem(this.place);
    }
  }

  // Writes what is kept, one time after the other.
  write() {
    if (cipher) this.written = this.written.then(() => this.#write());
    return this.written;
  }

  async #write() {
    if (!this.size) return sessionStorage.removeItem(this.place);
    const iv = crypto.getRandomValues(new Uint8Array(12));
    const plain = new TextEncoder().encode(JSON.stringify([...this]));
    const locked = await cipher.encrypt({ name: "AES-GCM", iv }, await this.key, plain);
    sessionStorage.setItem(this.place, `${text(iv)} ${text(locked)}`);
  }
}
