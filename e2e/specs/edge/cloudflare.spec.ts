import { describeEdgeApp } from './describe-edge-app.ts';
import { test } from './edge-app-test.ts';

test.use({ platform: 'cloudflare' });
// One worker, which builds the application once.
test.describe.configure({ mode: 'default' });

test.describe('the Worker for Cloudflare', describeEdgeApp);
