// All in one, so that each of hundreds of runs loads what they share once.
import '../../services/tokens/src/token/authority.spec.ts';
import '../../services/tokens/src/token/expiry-notice.spec.ts';
import '../../services/tokens/src/token/grant.spec.ts';
import '../../services/tokens/src/token/leak.spec.ts';
import '../../services/tokens/src/token/lifetime.spec.ts';
import '../../services/tokens/src/token/lockout.spec.ts';
import '../../services/tokens/src/token/rotation.spec.ts';
import '../../services/tokens/src/token/token.decider.spec.ts';
import '../../libs/contracts/src/address.spec.ts';
import '../../libs/contracts/src/token-value.spec.ts';
