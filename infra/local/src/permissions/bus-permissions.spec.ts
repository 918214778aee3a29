import { describe, expect, it } from '@jest/globals';
import { EVENT_SOURCES } from '@margay/contracts';
import { calleeOf, subjectOf } from '@margay/messaging';
import { SERVICES } from '../services.js';
import { BUS_LOGINS, type BusLogin, SERVICE_LOGINS } from './bus-login.js';
import { busMatrix } from './bus-matrix.js';
import { busPermissions } from './bus-permissions.js';
import { CONTRACTS, EVENT_LOG } from './contracts.js';

const named = (name: string): BusLogin => {
  const found = BUS_LOGINS.find((login) => login.name === name);
  if (!found) throw new Error(`There is no login ${name}.`);
  return found;
};
const may = (name: string) => busPermissions(named(name));
const all = BUS_LOGINS.map((login) => busPermissions(login));

describe('the permissions of the bus', () => {
  it('has a login for every service that runs', () =>
    expect(SERVICE_LOGINS.map(({ name }) => name).sort()).toEqual(
      SERVICES.map(({ name }) => name).sort(),
    ));

  it.each(CONTRACTS.filter((api) => api !== EVENT_LOG).map((api) => [api.typeName, api] as const))(
    'lets one login serve every method of %s, and others call it',
    (_name, api) => {
      for (const method of api.methods) {
        const subject = subjectOf(method);
        const servers = BUS_LOGINS.filter((login) =>
          busPermissions(login).subscribe.includes(subject),
        );
        expect(servers.map(({ name }) => name)).toEqual([calleeOf(api)]);
        expect(may('gateway').publish).toContain(subject);
      }
    },
  );

  it.each(EVENT_SOURCES)('lets %s, and nobody else, publish its events', (source) => {
    const subject = `events.${source}.>`;
    expect(
      BUS_LOGINS.filter((login) => busPermissions(login).publish.includes(subject)).map(
        ({ name }) => name,
      ),
    ).toEqual([source]);
  });

  it('lets nobody do anything with JetStream that is not named to the last word', () => {
    const broad = all.flatMap(({ publish }) =>
      publish.filter((subject) => /^\$JS\.(API\.)?(\*|>|[A-Z]+\.(\*|>))/.test(subject)),
    );
    expect(broad).toEqual([]);
    for (const { subscribe } of all)
      expect(subscribe.filter((subject) => /^(\$|[*>])/.test(subject))).toEqual([]);
  });

  it('lets answers be heard by their caller only, and given by their callee only', () => {
    for (const login of BUS_LOGINS) {
      const { publish, subscribe } = busPermissions(login);
      for (const subject of publish.filter((each) => each.startsWith('_INBOX')))
        expect(subject).toBe(`_INBOX.*.${login.name}.>`);
      for (const subject of subscribe.filter((each) => each.startsWith('_INBOX')))
        expect(subject).toMatch(new RegExp(`^_INBOX\\.${login.name}\\.[a-z]+\\.>$`));
    }
  });

  it('gives the consumer of events its own durables', () =>
    expect(may('audit').publish).toEqual(
      expect.arrayContaining([
        '$JS.API.CONSUMER.MSG.NEXT.EVENTS_TOKENS.audit-log',
        '$JS.ACK.EVENTS_TOKENS.audit-log.>',
        'margay.eventlog.v1.EventLogApi.tokens.Read',
      ]),
    ));

  it('puts the namespace of an installation before everything that is its own', () => {
    const { publish, subscribe } = busPermissions(named('tokens'), 'blue');
    expect(publish).toContain('blue.events.tokens.>');
    expect(publish).toContain('$JS.API.STREAM.INFO.BLUE_EVENTS_TOKENS');
    expect(subscribe).toContain('blue.margay.tokens.v1.TokensApi.CreateToken');
  });

  it('shows each permission as one cell', () => {
    const { logins, rows } = busMatrix();
    const cells = rows.flatMap(({ subject, cells }) =>
      cells.flatMap((cell, index) =>
        [...cell].map((what) => `${logins[index]} ${what} ${subject}`),
      ),
    );
    const wanted = BUS_LOGINS.flatMap((login) => {
      const { publish, subscribe } = busPermissions(login);
      return [
        ...publish.map((subject) => `${login.name} P ${subject}`),
        ...subscribe.map((subject) => `${login.name} S ${subject}`),
      ];
    });
    expect(cells.sort()).toEqual(wanted.sort());
  });
});
