import type { Bus } from './connection.js';

/** `EVENTS_TOKENS`: the JetStream stream of a service's events, before the namespace. */
const streamName = (service: string): string =>
  `EVENTS_${service.toUpperCase().replaceAll('-', '_')}`;

/** Name of the JetStream stream of a service's events. */
export const eventStreamOf = (bus: Bus, service: string): string => bus.stream(streamName(service));

/** Everything that a service publishes of its log. */
export const eventSubjectsOf = (bus: Bus, service: string): string =>
  bus.subject(`events.${service}.>`);

/** `events.tokens.token.TokenCreated`: service, category of the stream, short name of the type. */
export function eventSubjectOf(bus: Bus, service: string, stream: string, type: string): string {
  const category = stream.slice(0, stream.indexOf('-'));
  const name = type.slice(type.lastIndexOf('.') + 1);
  return bus.subject(`events.${service}.${category}.${name}`);
}

/** Where a service says once a second how far its log is. */
export const pulseSubjectOf = (bus: Bus, service: string): string =>
  bus.subject(`pulse.${service}`);

/** Where a service says something aloud: `announcements.enrichment.EnrichmentCompleted`. */
export const announcementSubjectOf = (bus: Bus, service: string, type: string): string =>
  bus.subject(`announcements.${service}.${type}`);
