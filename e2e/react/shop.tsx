import { OpenFeature, OpenFeatureProvider, useFlag, useOpenFeatureClientStatus } from '@openfeature/react-sdk';
import { type ReactNode, Suspense } from 'react';
import type { Rendered } from './react-page.ts';

/** A default that no flag has. */
export const DEFAULT = 'the default';

const NO_THEME = { is: DEFAULT };

/** Everything ever rendered, in order. */
export const rendered: Rendered[] = [];

function note(component: Rendered['component'], value: unknown, reason?: unknown): void {
  rendered.push({ component, user: String(OpenFeature.getContext().targetingKey), value, reason });
}

/** A page with two flags, a text and an object, and the provider's status. */
export function Shop({ suspend }: { readonly suspend: boolean }): ReactNode {
  return (
    <OpenFeatureProvider>
      <Status />
      <Suspense fallback={<Fallback />}>
        <Colour suspend={suspend} />
        <Theme suspend={suspend} />
      </Suspense>
    </OpenFeatureProvider>
  );
}

function Colour({ suspend }: { readonly suspend: boolean }): ReactNode {
  const { reason, value } = useFlag<string>('colour', DEFAULT, { suspend });
  note('colour', value, reason);
  return <p data-testid="colour">{value}</p>;
}

function Theme({ suspend }: { readonly suspend: boolean }): ReactNode {
  const { reason, value } = useFlag('theme', NO_THEME, { suspend });
  note('theme', value, reason);
  return <p data-testid="theme">{JSON.stringify(value)}</p>;
}

function Status(): ReactNode {
  const status = useOpenFeatureClientStatus();
  note('status', status);
  return <p data-testid="status">{status}</p>;
}

function Fallback(): ReactNode {
  note('fallback', undefined);
  return <p data-testid="fallback">one moment</p>;
}
