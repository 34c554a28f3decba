import { GoffError } from '@goff-web/internal';

/** The installed `@openfeature/web-sdk` cannot keep two requests apart. */
export class SdkUnsupportedError extends GoffError {
  override readonly name = 'SdkUnsupportedError';
  readonly code = 'SDK_UNSUPPORTED';
  readonly recoverable = false;

  constructor() {
    super(
      'This version of @openfeature/web-sdk makes no API of its own for each request: neither createIsolatedOpenFeatureAPI nor the constructor OpenFeatureAPI works. Install a version that @goff-web/core names as its peer.',
    );
  }
}
