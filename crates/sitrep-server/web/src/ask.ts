/** Asking the board: only ever this one, and only the latest question counts. */

/** Asks one address at a time: a newer question ends an older one. */
export class Asker {
  #running: AbortController | null = null;

  /** The answer, or null if a newer question overtook this one. Throws if the board cannot be reached or says no. */
  async text(address: string): Promise<string | null> {
    this.#running?.abort();
    const running = new AbortController();
    this.#running = running;
    try {
      const response = await fetch(address, { signal: running.signal, credentials: 'same-origin' });
      if (!response.ok) throw new Error(`${response.status} ${address}`);
      const text = await response.text();
      return running.signal.aborted ? null : text;
    } catch (error) {
      if (running.signal.aborted) return null;
      throw error;
    }
  }

  /** The answer as JSON. */
  async json<T>(address: string): Promise<T | null> {
    const text = await this.text(address);
    return text === null ? null : (JSON.parse(text) as T);
  }
}
