// Loaded before a job by --import; stands in for a cluster's DNS: what is asked of the host in the variable CLUSTER_HOST goes to CLUSTER_TARGET.
import http from 'node:http';

type AddRequest = (
  request: http.ClientRequest,
  options: { host: string; port: number | string },
) => void;

const from = new URL(`http://${process.env['CLUSTER_HOST']}`);
const to = new URL(`http://${process.env['CLUSTER_TARGET']}`);
// Not declared, but what Node calls on any agent for every request.
const agent = http.Agent.prototype as unknown as { addRequest: AddRequest };
const { addRequest } = agent;

agent.addRequest = function (request, options) {
  if (options.host === from.hostname && String(options.port) === from.port) {
    Object.assign(options, { host: to.hostname, port: to.port });
    // Azurite takes the first part of a name that is no address for the account's.
    request.setHeader('Host', to.host);
  }
  addRequest.call(this, request, options);
};
