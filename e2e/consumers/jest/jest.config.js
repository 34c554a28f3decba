export default {
  testEnvironment: 'jsdom',
  // jsdom asks for what packages have for browsers, and has no `fetch` with which to get the engine; Node reads its file.
  testEnvironmentOptions: { customExportConditions: ['node'] },
  setupFiles: ['./jest.setup.js'],
  // Modules run as they are.
  transform: {},
};
