import { loadConfig } from '@margay/config';
import { KitConfig, openKit } from '../index.js';
import { alertContext } from './virus-total.js';

// NATS_URL=… AWS_ENDPOINT_URL=… node libs/detection-kit/dist/examples/virus-total.main.js ADDRESS
const [address = '8.8.8.8'] = process.argv.slice(2);
const { kit, close } = openKit(loadConfig(KitConfig));
const event = { udm: (field: string) => (field === 'source_ip' ? address : undefined) };
const context = await alertContext(event, kit, process.env['VIRUS_TOTAL_URL']);
process.stdout.write(`${JSON.stringify(context)}\n`);
await close();
