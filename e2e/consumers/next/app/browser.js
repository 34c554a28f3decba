'use client';

import { useEffect } from 'react';
import { showFlags } from '../src/show-flags.js';

let isStarted = false;

/** Once a page: in development, React runs effects twice. */
export function Browser() {
  useEffect(() => {
    if (isStarted) return;
    isStarted = true;
    void showFlags();
  }, []);
  return null;
}
