/** How an installation spells subjects and streams: as they are, or in a namespace. */
export interface Spelling {
  subject(name: string): string;
  stream(name: string): string;
}

export const spellingIn = (namespace?: string): Spelling => ({
  subject: (name) => (namespace ? `${namespace}.${name}` : name),
  stream: (name) => (namespace ? `${namespace.toUpperCase()}_${name}` : name),
});

/** `EVENTS_TOKENS`: the JetStream stream of a service's events, before the namespace. */
const streamName = (service: string): string =>
  `EVENTS_${service.toUpperCase().replaceAll('-', '_')}`;

/** Name of the JetStream stream of a service's events. */
export const eventStreamOf = (bus: Spelling, service: string): string =>
  bus.stream(streamName(service));

/** Everything that a service publishes of its log. */
export const eventSubjectsOf = (bus: Spelling, service: string): string =>
  bus.subject(`events.${service}.>`);

/** `events.tokens.token.TokenCreated`: service, category of the stream, short name of the type. */
export function eventSubjectOf(
  bus: Spelling,
  service: string,
  stream: string,
  type: string,
): string {
  const category = stream.slice(0, stream.indexOf('-'));
  const name = type.slice(type.lastIndexOf('.') + 1);
  return bus.subject(`events.${service}.${category}.${name}`);
}

/** Where a service says once a second how far its log is. */
export const pulseSubjectOf = (bus: Spelling, service: string): string =>
  bus.subject(`pulse.${service}`);

/** Where a service says something aloud: `announcements.enrichment.EnrichmentCompleted`. */
export const announcementSubjectOf = (bus: Spelling, service: string, type: string): string =>
  bus.subject(`announcements.${service}.${type}`);
