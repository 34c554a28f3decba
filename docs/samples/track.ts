import { OpenFeature } from '@openfeature/web-sdk';

OpenFeature.getClient().track('purchase', { value: 99.9, currency: 'EUR' });
