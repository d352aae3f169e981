import { lookup } from 'node:dns/promises';
import { isIP } from 'node:net';
import type { Io } from '../io.js';
import { EXIT_CODE } from '../exit-code.js';
import { age } from '../terminal/age.js';
import type { Finding } from './finding.js';
import { greet, type Greeting } from './greet.js';

/** In milliseconds: how far the clocks may be apart until it is told, and until it breaks what is signed. */
const NOTABLE = 60_000;
const BREAKING = 600_000;

/** What is wrong with a certificate, by the codes of Node. */
const CERTIFICATE = /CERT|SELF_SIGNED|UNABLE_TO_(?:GET|VERIFY)|ALTNAME/;

/** Looks at the way to the service: its name, the connection, who answers, and its clock. Nothing is signed or changed. */
export async function checkNetwork(address: string, { environment }: Pick<Io, 'environment'>) {
  const { hostname, origin, protocol } = new URL(address);
  const scheme = protocol.slice(0, -1);
  const proxy = environment[`${scheme}_proxy`] ?? environment[`${scheme}_proxy`.toUpperCase()];
  if (proxy) {
    return [
      {
        about: 'network',
        state: 'note',
        text: `Calls go through a proxy, so the way to ${hostname} was not looked at.`,
      } satisfies Finding,
    ];
  }
  const findings = await checkName(hostname);
  if (findings.some(({ state }) => state === 'fault')) return findings;
  return [...findings, ...(await checkConnection(address, origin))];
}

async function checkName(hostname: string): Promise<Finding[]> {
  const host = hostname.replaceAll(/^\[|\]$/g, '');
  if (isIP(host) !== 0) return [];
  try {
    const addresses = (await lookup(host, { all: true })).map(({ address }) => address);
    return [{ about: 'name', state: 'ok', text: `${host} is ${addresses.join(', ')}.` }];
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    return [
      {
        about: 'name',
        state: 'fault',
        text: `${host} does not resolve (${code}).`,
        wayOut:
          'Check the account name or endpoint for a slip. In a cluster, check the DNS policy of the pod and, for a private endpoint, that its private DNS zone is linked to the network.',
        exitCode: EXIT_CODE.queueUnavailable,
      },
    ];
  }
}

async function checkConnection(address: string, origin: string): Promise<Finding[]> {
  try {
    const greeting = await greet(address);
    const connection: Finding = {
      about: 'connection',
      state: 'ok',
      text: `${origin} answers within ${greeting.milliseconds} ms${greeting.protocol === undefined ? ', without TLS' : ` over ${greeting.protocol}`}.`,
    };
    if (!greeting.isService) return [connection, foreign(origin, greeting)];
    return [connection, ...checkClock(greeting)];
  } catch (error) {
    const { code = 'unknown' } = error as NodeJS.ErrnoException;
    return [
      {
        about: 'connection',
        state: 'fault',
        text: `${origin} cannot be reached (${code}).`,
        wayOut: wayOutOf(code),
        exitCode: EXIT_CODE.queueUnavailable,
      },
    ];
  }
}

function wayOutOf(code: string): string {
  if (CERTIFICATE.test(code)) {
    return 'Its certificate is not trusted. Behind a proxy that opens TLS, or with a certificate of your own, name its authority in NODE_EXTRA_CA_CERTS.';
  }
  if (code === 'ECONNREFUSED') {
    return 'Nobody listens there. Check host and port; for Azurite, that it runs and is reachable from here.';
  }
  if (code === 'EPROTO') return 'What answers does not speak TLS. Write http instead of https.';
  return 'Check network policies, firewall rules of the storage account, and private endpoints.';
}

function foreign(origin: string, { status }: Greeting): Finding {
  return {
    about: 'connection',
    state: 'fault',
    text: `${origin} answers ${status} without the request id that Azure Storage gives every answer.`,
    wayOut:
      'Look for something in between that answers in its place: a proxy, a gateway, a sign-in page.',
    exitCode: EXIT_CODE.queueUnavailable,
  };
}

function checkClock({ skew }: Greeting): Finding[] {
  if (skew === undefined) return [];
  const off = Math.abs(skew);
  if (off < NOTABLE) return [{ about: 'clock', state: 'ok', text: "It is the service's." }];
  return [
    {
      about: 'clock',
      state: off < BREAKING ? 'note' : 'fault',
      text: `The clock here is ${age(off)} ${skew > 0 ? 'ahead of' : 'behind'} the service's.`,
      wayOut:
        'Let the machine keep its time by NTP: requests and tokens off by a quarter of an hour are refused.',
      exitCode: EXIT_CODE.queueUnavailable,
    },
  ];
}
