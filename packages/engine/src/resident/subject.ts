import type { EngineContext, JsonValue } from '../evaluator.ts';

type Enrichment = { readonly [attribute: string]: JsonValue };

const NOTHING: Enrichment = Object.freeze({});

/** Whom flags are evaluated for: an evaluation context, and the attributes that the relay proxy lays over it. */
export class Subject {
  #context: EngineContext = NOTHING;
  #enrichment: Enrichment = NOTHING;
  /** Whether the context inherits nothing but what every object inherits. */
  #isPlain = true;
  #hasEnrichment = false;

  setContext(context: EngineContext): void {
    this.#context = context;
    const prototype: unknown = Object.getPrototypeOf(context);
    this.#isPlain = prototype === Object.prototype || prototype === null;
  }

  setEnrichment(enrichment: Enrichment | undefined): void {
    this.#enrichment = enrichment ?? NOTHING;
    this.#hasEnrichment = Object.keys(this.#enrichment).length > 0;
  }

  /** Whether an attribute comes from the relay proxy. */
  isEnriched(name: string): boolean {
    return this.#hasEnrichment && Object.hasOwn(this.#enrichment, name);
  }

  /** An attribute of the context itself. `isInherited`: every object has something of that name, so that a closer look is needed. */
  attribute(name: string, isInherited: boolean): unknown {
    const value = this.#context[name];
    return value === undefined || (this.#isPlain && !isInherited) ? value : own(this.#context, name);
  }

  /** An attribute with enrichment laid over it. */
  enriched(name: string): unknown {
    return this.isEnriched(name) ? this.#enrichment[name] : own(this.#context, name);
  }

  /** All attributes, enrichment laid over them. */
  whole(): object {
    return { ...this.#context, ...this.#enrichment };
  }
}

/** Only an object's own members exist: an attribute may be called `constructor`. */
export function own(object: { readonly [name: string]: unknown }, name: string): unknown {
  return Object.hasOwn(object, name) ? object[name] : undefined;
}
