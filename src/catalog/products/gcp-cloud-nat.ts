/** Google Cloud NAT, network address translation. */
import type { Product } from '../timeout-fact.ts';

export const gcpCloudNat: Product = {
  id: 'gcp-cloud-nat',
  title: 'Google Cloud NAT',
  category: 'nat',
  vendor: 'Google',
  facts: [
    {
      id: 'gcp_cloudnat.tcp_established',
      role: 'middlebox',
      setting: 'tcpEstablishedIdleTimeoutSec',
      kind: 'flow-idle',
      defaultS: 1200,
      onExpiry: 'silent',
      basis: 'inferred',
      howToSet: {
        syntax: 'gcloud compute routers nats update nat --router=r --tcp-established-idle-timeout=1200',
        file: 'Cloud Router NAT',
      },
      source:
        'https://registry.terraform.io/providers/hashicorp/google/latest/docs/resources/compute_router_nat',
      secondarySource: true,
    },
    {
      id: 'gcp_cloudnat.tcp_transitory',
      role: 'middlebox',
      setting: 'tcpTransitoryIdleTimeoutSec',
      kind: 'connect',
      defaultS: 30,
      onExpiry: 'silent',
      basis: 'inferred',
      howToSet: {
        syntax: 'gcloud compute routers nats update nat --router=r --tcp-transitory-idle-timeout=30',
        file: 'Cloud Router NAT',
      },
      source:
        'https://registry.terraform.io/providers/hashicorp/google/latest/docs/resources/compute_router_nat',
      notes: 'Half-open and closing states.',
      secondarySource: true,
    },
    {
      id: 'gcp_cloudnat.tcp_time_wait',
      role: 'middlebox',
      setting: 'tcpTimeWaitTimeoutSec',
      kind: 'half-close',
      defaultS: 120,
      onExpiry: 'silent',
      basis: 'inferred',
      howToSet: {
        syntax: 'gcloud compute routers nats update nat --router=r --tcp-time-wait-timeout=120',
        file: 'Cloud Router NAT',
      },
      source:
        'https://registry.terraform.io/providers/hashicorp/google/latest/docs/resources/compute_router_nat',
      notes: 'How long a port is held after the close.',
      secondarySource: true,
    },
    {
      id: 'gcp_cloudnat.udp',
      role: 'middlebox',
      setting: 'udpIdleTimeoutSec',
      kind: 'flow-idle',
      defaultS: 30,
      onExpiry: 'silent',
      basis: 'inferred',
      howToSet: {
        syntax: 'gcloud compute routers nats update nat --router=r --udp-idle-timeout=30',
        file: 'Cloud Router NAT',
      },
      source:
        'https://registry.terraform.io/providers/hashicorp/google/latest/docs/resources/compute_router_nat',
      secondarySource: true,
      auxiliary: true,
    },
  ],
};
