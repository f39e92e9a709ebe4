// Uses each feature of a server that offers the conformance fixtures with the official TypeScript client.
// Usage: node use-everything.mjs URL auto|legacy|pin
// Prints one JSON object: what each feature came to.
import { Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client';

const [url, mode] = process.argv.slice(2);
const fills = { name: 'Alice', context: 'a test', username: 'alice', email: 'alice@example.org', ok: true, color: 'blue' };
const asked = [];

const client = new Client(
    { name: 'nexus-client-tests', version: '1.0.0' },
    {
        versionNegotiation: { mode: mode === 'pin' ? { pin: '2026-07-28' } : mode },
        capabilities: { elicitation: {}, sampling: {}, roots: {} },
    },
);
client.setRequestHandler('elicitation/create', ({ params }) => {
    asked.push(params.message);
    const fields = Object.keys(params.requestedSchema.properties);
    return { action: 'accept', content: Object.fromEntries(fields.map((field) => [field, fills[field]])) };
});
client.setRequestHandler('sampling/createMessage', () => ({
    role: 'assistant', content: { type: 'text', text: 'Paris' }, model: 'none',
}));
client.setRequestHandler('roots/list', () => ({ roots: [{ uri: 'file:///test/root' }] }));

const call = async (name, args = {}, options = undefined) => {
    const result = await client.callTool({ name, arguments: args }, options);
    return result.content[0].text;
};

const progress = async () => {
    const seen = [];
    await call('test_tool_with_progress', {}, { onprogress: (update) => seen.push(update.progress) });
    return seen;
};

// Triggers a change until it arrives: an older client cannot know when its stream has opened.
const change = async (method, tool) => {
    let arrived = false;
    client.setNotificationHandler(method, () => { arrived = true; });
    const end = Date.now() + 20_000;
    while (!arrived && Date.now() < end) {
        await call(tool);
        await new Promise((resolve) => setTimeout(resolve, 50));
    }
    return arrived;
};

const watch = async () => {
    if (client.getProtocolEra() !== 'modern') {
        await client.subscribeResource({ uri: 'test://watched-resource' });
        return undefined;
    }
    return client.listen({ toolsListChanged: true, resourceSubscriptions: ['test://watched-resource'] });
};

await client.connect(new StreamableHTTPClientTransport(new URL(url)));
const report = {
    version: client.getNegotiatedProtocolVersion(),
    tools: (await client.listTools()).tools.length > 0,
    resources: (await client.listResources()).resources.map(({ uri }) => uri),
    templates: (await client.listResourceTemplates()).resourceTemplates.map(({ uriTemplate }) => uriTemplate),
    text: (await client.readResource({ uri: 'test://static-text' })).contents[0].text,
    member: (await client.readResource({ uri: 'test://template/7/data' })).contents[0].text,
    prompts: (await client.listPrompts()).prompts.length > 0,
    prompt: (await client.getPrompt({ name: 'test_prompt_with_arguments', arguments: { arg1: 'a', arg2: 'b' } }))
        .messages[0].content.text,
    askingPrompt: (await client.getPrompt({ name: 'test_input_required_result_prompt' })).messages[0].content.text,
    completion: (await client.complete({
        ref: { type: 'ref/prompt', name: 'test_prompt_with_arguments' },
        argument: { name: 'arg1', value: 'par' },
    })).completion.values,
    mirrored: await call('test_x_mcp_header', { region: 'Grüße' }),
    form: await call('test_input_required_result_elicitation'),
    rounds: await call('test_input_required_result_multi_round'),
    several: await call('test_input_required_result_multiple_inputs'),
    progress: await progress(),
};
const subscription = await watch();
report.updated = await change('notifications/resources/updated', 'test_trigger_resource_change');
report.changed = await change('notifications/tools/list_changed', 'test_trigger_tool_change');
await subscription?.close();
report.asked = asked;
console.log(JSON.stringify(report));
await client.close();
