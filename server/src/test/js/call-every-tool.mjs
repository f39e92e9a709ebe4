// Lists the tools of a server and calls each of them with the official TypeScript client.
// Usage: node call-every-tool.mjs URL auto|legacy|pin
// Prints one JSON object: the negotiated protocol version, the tools, and the result of each call.
import { Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client';

const [url, mode] = process.argv.slice(2);
const calls = {
    'list-databases': {},
    'list-collections': { database: 'shop' },
    count: { database: 'shop', collection: 'orders', query: { status: { $exists: true } } },
    find: { database: 'shop', collection: 'orders', filter: { status: { $exists: true } }, sort: { _id: 1 }, limit: 2 },
    aggregate: { database: 'shop', collection: 'orders', pipeline: [{ $match: {} }, { $limit: 3 }] },
    distinct: { database: 'shop', collection: 'orders', field: 'status' },
    explain: { database: 'shop', collection: 'orders', method: [{ name: 'find', arguments: { filter: {} } }] },
    'collection-schema': { database: 'shop', collection: 'orders', sampleSize: 10 },
    'collection-indexes': { database: 'shop', collection: 'orders' },
    'list-connections': {},
    'db-stats': { database: 'shop' },
    'collection-storage-size': { database: 'shop', collection: 'orders' },
    'mongodb-logs': { type: 'startupWarnings' },
    'current-op': {},
};

const client = new Client(
    { name: 'nexus-client-tests', version: '1.0.0' },
    { versionNegotiation: { mode: mode === 'pin' ? { pin: '2026-07-28' } : mode } },
);
const transport = new StreamableHTTPClientTransport(new URL(url));
await client.connect(transport);
const { tools } = await client.listTools();
const results = {};
for (const { name } of tools) {
    results[name] = await client.callTool({ name, arguments: calls[name] });
}
console.log(JSON.stringify({
    version: client.getNegotiatedProtocolVersion?.() ?? transport.protocolVersion,
    tools: tools.map((tool) => tool.name),
    results,
}));
await client.close();
