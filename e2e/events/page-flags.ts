/** The flags of the page that records events: the one that it asks for. */
export const PAGE_FLAGS = { shown: { variations: { yes: true }, defaultRule: { variation: 'yes' } } };
