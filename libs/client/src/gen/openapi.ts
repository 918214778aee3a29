export interface paths {
  '/api-tokens': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** List API tokens, oldest first */
    get: operations['listApiTokens'];
    put?: never;
    /** Create an API token */
    post: operations['createApiToken'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api-tokens/{id}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Read an API token; `self` is the calling one */
    get: operations['getApiToken'];
    put?: never;
    /** Replace what an API token is called and may do; `self` is the calling one */
    post: operations['updateApiToken'];
    /** Delete an API token; `self` is the calling one */
    delete: operations['deleteApiToken'];
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api-tokens/{id}/rotate': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Give an API token another value; `self` is the calling one */
    post: operations['rotateApiToken'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api-tokens/{id}/end-rotation': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Stop the value before a rotation from working now */
    post: operations['endApiTokenRotation'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api-tokens/{id}/undo-rotation': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Put the value before a rotation in force again, while it still works */
    post: operations['undoApiTokenRotation'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api-tokens/{id}/generations': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** List the values of an API token that work, the newest first; never the values themselves */
    get: operations['listApiTokenGenerations'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api-tokens/{id}/check-address': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Would an address let this API token in, and by which block? */
    post: operations['checkApiTokenAddress'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api-tokens/{id}/disable': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Stop an API token from working */
    post: operations['disableApiToken'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api-tokens/{id}/enable': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Let a disabled API token work again */
    post: operations['enableApiToken'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api-tokens/leaks': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Report values that were found where they should not be
     * @description Needs no key. The answer is the same whether they are values of ours or not, and is given before that is known.
     */
    post: operations['reportLeakedApiTokens'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api-tokens/revoke': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Delete all API tokens that are alike in some way, but for the calling one */
    post: operations['revokeApiTokens'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api-tokens/{id}/usage': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** What an API token was used for in the last 90 days, and what it could do without */
    get: operations['getApiTokenUsage'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/permissions': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** List what a token can be allowed */
    get: operations['listPermissions'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/iam-roles': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** List IAM roles, oldest first */
    get: operations['listIamRoles'];
    put?: never;
    /** Register an IAM role */
    post: operations['proposeIamRole'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/iam-roles/assumable': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** List the active IAM roles that an environment may assume */
    get: operations['listAssumableIamRoles'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/iam-roles/{id}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Read an IAM role and its history */
    get: operations['getIamRole'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/iam-roles/{id}/templates': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Policies, CloudFormation and Terraform that make the role */
    get: operations['getIamRoleTemplates'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/iam-roles/{id}/review': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Review policies against what the role is registered for */
    post: operations['reviewIamRole'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/iam-roles/{id}/verify': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Start to prove an IAM role against AWS, or find the verification under way */
    post: operations['verifyIamRole'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/iam-roles/{id}/verifications': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** What verifications of an IAM role came to, step by step */
    get: operations['listIamRoleVerifications'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/iam-roles/{id}/suspend': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Suspend an IAM role */
    post: operations['suspendIamRole'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/iam-roles/{id}/reinstate': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Let a suspended IAM role be verified anew */
    post: operations['reinstateIamRole'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/iam-roles/{id}/revoke': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Revoke an IAM role for good */
    post: operations['revokeIamRole'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/accounts': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** List AWS accounts, oldest first */
    get: operations['listAccounts'];
    put?: never;
    /** Ask for an AWS account to be approved, in a region */
    post: operations['requestAccount'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/accounts/regions': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** List the regions that are supported */
    get: operations['listRegions'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/accounts/{id}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Read an AWS account */
    get: operations['getAccount'];
    /**
     * Say what deploying into an AWS account depends on
     * @description An approval stands: it is for the account and the region.
     */
    put: operations['describeAccount'];
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/accounts/{id}/approve': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Approve an AWS account that somebody else asks for */
    post: operations['approveAccount'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/accounts/{id}/decline': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Decline an AWS account */
    post: operations['declineAccount'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/accounts/{id}/withdraw': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Withdraw an AWS account, asked for or approved */
    post: operations['withdrawAccount'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/rollouts': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** List rollouts, newest first */
    get: operations['listRollouts'];
    put?: never;
    /**
     * Ask for a release to be deployed to many accounts, ring by ring
     * @description Refuses accounts that it cannot be deployed to, each by its place. Begins once somebody else has approved it; that is the first approval of each of its deployments too. What destroys something with a state needs a second one, of that deployment.
     */
    post: operations['requestRollout'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/rollouts/{id}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Read a rollout, with how every account stands */
    get: operations['getRollout'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/rollouts/{id}/approve': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Approve a rollout that somebody else asked for */
    post: operations['approveRollout'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/rollouts/{id}/pause': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Let a rollout wait; deployments under way go on to what needs an approval */
    post: operations['pauseRollout'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/rollouts/{id}/resume': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Let a rollout go on */
    post: operations['resumeRollout'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/rollouts/{id}/cancel': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Give up a rollout; deployments under way are not touched */
    post: operations['cancelRollout'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/freezes': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** List freezes that are not over */
    get: operations['listFreezes'];
    put?: never;
    /** Let no rollout begin anything for a time */
    post: operations['declareFreeze'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/freezes/{id}/lift': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Take a freeze back */
    post: operations['liftFreeze'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/releases/{version}/notices': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * What a release means to each account: its own way there
     * @description Worked out anew each time, for accounts that something is installed in. A page may have fewer than its limit.
     */
    get: operations['listReleaseNotices'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/accounts/{id}/diagnoses': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** List diagnoses that were kept, newest first */
    get: operations['listDiagnoses'];
    put?: never;
    /**
     * Explain why a stack did not come through, and keep it with the evidence
     * @description Looks into the account as `GET /accounts/{id}/diagnosis` does. What was seen is kept without secrets, for CloudFormation forgets it after 90 days; its SHA-256 is in the event of the diagnosis.
     */
    post: operations['keepDiagnosis'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/accounts/{id}/diagnoses/{number}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Read a diagnosis that was kept */
    get: operations['getDiagnosis'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/accounts/{id}/diagnoses/{number}/bundle': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Download what helps somebody else to help
     * @description One archive without secrets: events, parameters, preflight, timeline, the diagnosis as JSON and as text, and a manifest with the SHA-256 of each file. The same diagnosis gives the same files for ever.
     */
    get: operations['getDiagnosisBundle'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/accounts/{id}/diagnosis': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Explain why a stack in the account did not come through
     * @description By a look into the account, through its inspection role: the first failure of the stack within that failed first, what kind of cause that is, who can do what about it, and what CloudFormation allows next.
     */
    get: operations['diagnoseStack'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/accounts/{id}/inspection': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Read what lets preflights look into an AWS account
     * @description Policies and templates of the role in the account and of the one in the management account of its organisation. Make them, then name their ARNs as `inspectionRole` and `organizationRole`.
     */
    get: operations['getAccountInspection'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/accounts/{id}/preflights': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** List preflights, newest first */
    get: operations['listPreflights'];
    put?: never;
    /**
     * Look at what stands in the way of a deployment
     * @description Answers at once; the checks follow. One runs at a time in an account and region.
     */
    post: operations['startPreflight'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/accounts/{id}/preflights/{run}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Read a preflight */
    get: operations['getPreflight'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/accounts/{id}/preflights/{run}/waivers': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Take the consequences of what a check found that somebody else asked for
     * @description Of the latest preflight, at its end. Some checks nobody may waive.
     */
    post: operations['waivePreflightCheck'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/accounts/{id}/preflights/{run}/stream': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Follow a preflight until its end
     * @description Server-sent events: `data` is the whole preflight, each time that a check was concluded, and at once. Ends with the preflight, or when the key stops working.
     */
    get: operations['followPreflight'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/releases': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** List releases, newest first */
    get: operations['listReleases'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/releases/closed-edges': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** List the steps between releases that must not be taken */
    get: operations['listClosedEdges'];
    put?: never;
    /** Close a step between releases, for all deployments or for some */
    post: operations['closeEdge'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/releases/closed-edges/{id}/open': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Open a step that was closed */
    post: operations['openEdge'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/releases/{id}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Read a release, with what its templates say */
    get: operations['getRelease'];
    /**
     * Register a release, or describe one better
     * @description Both templates together have at most 900 kB. What was said before is replaced.
     */
    put: operations['registerRelease'];
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/releases/{id}/list': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Recommend a release, again */
    post: operations['listRelease'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/releases/{id}/unlist': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Recommend a release no longer */
    post: operations['unlistRelease'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/releases/{id}/withdraw': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Take a release back: nobody is led to it any longer */
    post: operations['withdrawRelease'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/deployments/plan': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Plan how a deployment is upgraded, hop by hop
     * @description A dry run: nothing is kept, nothing is asked of AWS.
     */
    post: operations['planUpgrade'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/deployments/check-parameters': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Check a whole set of parameters as CloudFormation would
     * @description Everything that is wrong at once, each with its rule and fix. Keeps nothing.
     */
    post: operations['checkParameters'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/deployments/overrides': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** List overrides, oldest first */
    get: operations['listOverrides'];
    put?: never;
    /** Ask that an upgrade may leave out minors that the catalog does not have */
    post: operations['requestOverride'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/deployments/overrides/{id}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Read an override */
    get: operations['getOverride'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/deployments/overrides/{id}/approve': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Approve an override that somebody else asks for */
    post: operations['approveOverride'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/deployments/overrides/{id}/withdraw': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Withdraw an override */
    post: operations['withdrawOverride'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/deployments': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** List deployments, newest first */
    get: operations['listDeployments'];
    put?: never;
    /**
     * Ask for the platform to be installed or upgraded
     * @description Answers at once; nothing changes before somebody else has approved it. One is under way at a time in an account and region.
     */
    post: operations['requestDeployment'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/deployments/{id}/{run}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Read a deployment */
    get: operations['getDeployment'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/deployments/{id}/{run}/approve': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Approve what a deployment is going to change, that somebody else asked for
     * @description An installation before its first step, a hop of an upgrade with its change set. Two people approve one that destroys something with a state.
     */
    post: operations['approveDeployment'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/deployments/{id}/{run}/tasks': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Say that a task of a hop is done */
    post: operations['acknowledgeDeploymentTask'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/deployments/{id}/{run}/pause': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Let a deployment wait before its next change */
    post: operations['pauseDeployment'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/deployments/{id}/{run}/resume': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Let a deployment go on */
    post: operations['resumeDeployment'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/deployments/{id}/{run}/recover': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Ask for the stack that a failed deployment left to be dealt with
     * @description Deletes what is left of a first installation, rolls back, or continues a rollback: what CloudFormation allows as the stack is now, and nothing else, else 409. Somebody else approves it; it is not done once the stack is another.
     */
    post: operations['recoverDeployment'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/deployments/{id}/{run}/cancel': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Give up a deployment
     * @description An update that is under way is rolled back. What CloudFormation cannot give up goes on to the end of its hop; where that is the last, the answer is 409.
     */
    post: operations['cancelDeployment'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/deployments/{id}/{run}/stream': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Follow a deployment until its end
     * @description Server-sent events: `data` is the whole deployment, each time that something changed, and at once. Ends with the deployment, or when the key stops working.
     */
    get: operations['followDeployment'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/audit-log': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Search the audit log
     * @description Records that come while pages are read shift none of them.
     */
    get: operations['listAuditRecords'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/audit-log/counts': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Count records per minute, hour or day */
    get: operations['countAuditRecords'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/audit-log/export': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Export records, oldest first
     * @description NDJSON holds the records exactly as they were sealed; all of a range, with its manifest and checkpoints, can be verified offline. CSV is for spreadsheets; `ocsf` gives each as an event of OCSF 1.5 (API Activity), one a line. An export that breaks off goes on with `from` behind the last record that arrived, and the same `to`. Compressed for whoever sends `Accept-Encoding: gzip`.
     */
    get: operations['exportAuditLog'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/audit-log/export/checkpoints': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Export the checkpoints that an export is verified with, oldest first */
    get: operations['exportAuditCheckpoints'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/audit-log/checkpoints': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Read signed heads of the log */
    get: operations['listAuditCheckpoints'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/audit-log/records/{sequence}/proof': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Prove that a record is in the log that a checkpoint signs
     * @description As RFC 6962 has it. The leaf is the canonical JSON of the record as it is hashed.
     */
    get: operations['proveAuditRecord'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/audit-log/consistency': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Prove that an older log is the beginning of a newer one */
    get: operations['proveAuditConsistency'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/audit-log/manifest': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Read what proves an export
     * @description Of a range that ends with a checkpoint: `X-Audit-From` to `X-Audit-To` of an export.
     */
    get: operations['getAuditManifest'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/audit-log/keys': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Read the public keys in force */
    get: operations['listAuditKeys'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/audit-log/consumers/streams': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Who reads the stream, oldest first */
    get: operations['listAuditReaders'];
    put?: never;
    /**
     * Have a durable JetStream consumer kept
     * @description For a program that reads records from the bus. It is there a moment later, and again if it is lost, from where it was last seen.
     */
    post: operations['registerAuditReader'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/audit-log/consumers/streams/{id}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** How a reader is doing */
    get: operations['getAuditReader'];
    put?: never;
    post?: never;
    /** Remove a reader and its consumer */
    delete: operations['removeAuditReader'];
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/audit-log/rebuild': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Read how far the newest rebuild is, and what it found */
    get: operations['getAuditRebuild'];
    put?: never;
    /**
     * Make the records anew from the logs
     * @description Beside those that go on being read. Each must be what was sealed, to the byte; then what differs is put right at once, and named.
     */
    post: operations['rebuildAuditLog'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/audit-log/retention': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Read how long records are kept */
    get: operations['getAuditRetention'];
    /** Change how long records are kept */
    put: operations['setAuditRetention'];
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/audit-log/holds': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Forbid that anything is dropped or erased */
    post: operations['placeAuditHold'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/audit-log/holds/{id}/lift': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Lift a hold */
    post: operations['liftAuditHold'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/audit-log/subjects/{id}/erase': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Erase the personal fields of an actor's records
     * @description Name, addresses and user agent, for ever. The log still verifies.
     */
    post: operations['eraseAuditSubject'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/audit-log/stream': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Follow the audit log as it grows
     * @description Server-sent events: `id` is the sequence, `data` the record. A connection that broke goes on behind `Last-Event-ID`, and a gap in the sequences of an unfiltered stream cannot be missed. Ends when the key stops working.
     */
    get: operations['streamAuditLog'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/audit-log/consumers': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Who is sent records, oldest first */
    get: operations['listAuditWebhooks'];
    put?: never;
    /**
     * Have records posted to a URL
     * @description In order, in batches, at least once: `webhook-id` tells the same again from the next. Signed as Standard Webhooks says. What cannot be delivered is tried again, and never left out; after too long it is parked.
     */
    post: operations['registerAuditWebhook'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/audit-log/consumers/{id}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** How a webhook is doing */
    get: operations['getAuditWebhook'];
    put?: never;
    post?: never;
    /** Remove a webhook */
    delete: operations['removeAuditWebhook'];
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/audit-log/consumers/{id}/pause': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Stop delivering for a while */
    post: operations['pauseAuditWebhook'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/audit-log/consumers/{id}/resume': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Go on delivering, or deliver again from a record or a time */
    post: operations['resumeAuditWebhook'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/audit-log/consumers/{id}/rotate-secret': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Replace the secret
     * @description For a day the one before signs as well.
     */
    post: operations['rotateAuditWebhookSecret'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/enrichment/events': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Add context to log events
     * @description As JSON `{logType, events}`, up to 1,000 events and 5 MB; or as a stream of NDJSON of any size with `?logType=`, answered line by line. A line that cannot be enriched becomes `{line, error: {code, message}}`; blank lines are left out.
     */
    post: operations['enrichEvents'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/enrichment/data-models': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** List data models by log type */
    get: operations['listDataModels'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/enrichment/data-models/{logType}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Read the data model of a log type */
    get: operations['getDataModel'];
    /**
     * Define the data model of a log type
     * @description As JSON or YAML. It stands in the place of a built-in one, and takes effect within a second.
     */
    put: operations['defineDataModel'];
    post?: never;
    /** Remove the data model of a log type; a built-in one is in force again */
    delete: operations['removeDataModel'];
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/enrichment/data-models/{logType}/versions': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Read what the data model of a log type was, newest first */
    get: operations['listDataModelVersions'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/enrichment/rules': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** List enrichment rules by name */
    get: operations['listEnrichmentRules'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/enrichment/rules/{name}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Read an enrichment rule */
    get: operations['getEnrichmentRule'];
    /**
     * Define an enrichment rule
     * @description Values at the selectors, in events of the log types that meet the condition, are looked up in the table. Takes effect within a second.
     */
    put: operations['defineEnrichmentRule'];
    post?: never;
    /** Remove an enrichment rule */
    delete: operations['removeEnrichmentRule'];
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/enrichment/explain': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Say what would become of a log event, and why */
    post: operations['explainEnrichment'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/enrichment/notices': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Say where the data comes from, and what its licences ask to be said */
    get: operations['listEnrichmentNotices'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/enrichment/lookup-tables': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** List lookup tables by name */
    get: operations['listLookupTables'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/enrichment/lookup-tables/{name}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Read what a lookup table is like */
    get: operations['getLookupTable'];
    /**
     * Define a lookup table
     * @description As JSON or YAML. Its data stays, unless the schema changes: then it has none until some is imported. Also taken: the YAML of a detection repository (`AnalysisType: lookup_table`), with the log schema of its rows as a second document.
     */
    put: operations['defineLookupTable'];
    post?: never;
    /** Remove a lookup table */
    delete: operations['removeLookupTable'];
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/enrichment/lookup-tables/{name}/lookup': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Say what a table has under some keys; built-in tables too */
    post: operations['lookUp'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/enrichment/lookup-tables/{name}/data': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    /**
     * Replace the data of a lookup table
     * @description A CSV file with a header, one JSON object a line, or an MMDB file; gzipped or not. Columns may come in any order. Answers 200 with the import once it is done, 400 with line and column where the data is bad (what was in force stays), or 202 if it takes longer.
     */
    put: operations['importLookupTable'];
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/enrichment/lookup-tables/{name}/imports': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** List the newest imports of a lookup table */
    get: operations['listLookupImports'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/enrichment/lookup-tables/imports/{id}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Read what became of an import */
    get: operations['getLookupImport'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/enrichment/providers/{name}/lookup': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Say what a provider knows of some values
     * @description Each has an answer of its own, also where the provider has none: within its quota, and while it answers at all.
     */
    post: operations['askEnrichmentProvider'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/enrichment/providers/{name}/purge': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Forget what a provider said
     * @description Of one value, with one verdict, both, or all of it; on every replica.
     */
    post: operations['purgeEnrichmentProvider'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/enrichment/quotas': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Say how much of what providers allow is used and left */
    get: operations['listProviderQuotas'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/enrichment/breakers': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Say which providers calls are held back from, why, and until when */
    get: operations['listProviderBreakers'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/enrichment/breakers/{provider}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    /** Hold all calls to a provider back, or none, or take that back */
    put: operations['forceProviderBreaker'];
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/enrichment/providers': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** List providers by name */
    get: operations['listEnrichmentProviders'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/enrichment/providers/{name}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Read how a provider is defined */
    get: operations['getEnrichmentProvider'];
    /**
     * Define a third party that values are looked up at
     * @description One that is built in, or any that speaks JSON over HTTP. Its key stays in a secret that a registered role may read.
     */
    put: operations['defineEnrichmentProvider'];
    post?: never;
    /** Remove a provider */
    delete: operations['removeEnrichmentProvider'];
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/enrichment/pipeline': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Say how far behind the pipeline is, and how much is parked */
    get: operations['getEnrichmentPipeline'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/enrichment/pipeline/events': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Put log events into the pipeline
     * @description A stream of NDJSON of any size. What is no event is counted and named by its line; the rest is accepted, and comes out of the pipeline once.
     */
    post: operations['putLogEvents'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/enrichment/pipeline/parked': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** List log events that the pipeline could not enrich, and why */
    get: operations['listParkedEvents'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/enrichment/pipeline/parked/{id}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Read a parked log event */
    get: operations['getParkedEvent'];
    put?: never;
    post?: never;
    /** Give up on a parked log event */
    delete: operations['skipParkedEvent'];
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/enrichment/pipeline/parked/{id}/replay': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Put a parked log event into the pipeline again */
    post: operations['replayParkedEvent'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/enrichment/state/{namespace}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Count the keys of a namespace */
    get: operations['getSharedNamespace'];
    put?: never;
    post?: never;
    /** Forget all of a namespace */
    delete: operations['clearSharedNamespace'];
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/enrichment/state/{namespace}/counters/{key}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Read a counter; 0 where there is none */
    get: operations['getSharedCounter'];
    put?: never;
    /**
     * Add to a counter
     * @description Exact, however many add at once.
     */
    post: operations['incrementSharedCounter'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/enrichment/state/{namespace}/sets/{key}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Read a set of strings; empty where there is none */
    get: operations['getSharedSet'];
    put?: never;
    /** Add to a set of strings, and take away from it */
    post: operations['changeSharedSet'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/enrichment/state/{namespace}/values/{key}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Read a value that was kept */
    get: operations['getSharedValue'];
    /** Keep a value for a while */
    put: operations['putSharedValue'];
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/enrichment/state/{namespace}/{kind}/{key}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    post?: never;
    /**
     * Forget a counter, a set or a value
     * @description `kind` is `counters`, `sets` or `values`. There need be none.
     */
    delete: operations['forgetSharedState'];
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
}
export type webhooks = Record<string, never>;
export interface components {
  schemas: {
    APITokenList: {
      results: components['schemas']['APIToken'][];
      /** @description Cursor of the next page; absent on the last. */
      next?: string;
    };
    APIToken: {
      id: string;
      name: string;
      permissions: string[];
      allowedCIDRBlocks: string[];
      /** Format: date-time */
      createdAt: string;
      createdBy?: {
        id: string;
        /** @enum {string} */
        type: 'user' | 'api-token' | 'system';
      };
      /** Format: date-time */
      updatedAt?: string;
      updatedBy?: {
        id: string;
        /** @enum {string} */
        type: 'user' | 'api-token' | 'system';
      };
      /**
       * Format: date-time
       * @description Null: never.
       */
      expiresAt: string | null;
      /**
       * Format: date-time
       * @description Absent: the token is not disabled.
       */
      disabledAt?: string;
      disabledReason?: string;
      /**
       * Format: date-time
       * @description Absent: the token is there. Kept for 90 days, for who may manage tokens.
       */
      deletedAt?: string;
      deletedBy?: {
        id: string;
        /** @enum {string} */
        type: 'user' | 'api-token' | 'system';
      };
      /**
       * Format: date-time
       * @description At most half a minute behind. Absent: it never was.
       */
      lastUsedAt?: string;
      /** @description From where, that time. */
      lastUsedAddress?: string;
      /** Format: date-time */
      rotatedAt?: string;
    };
    Error: {
      /** @description For people. */
      message: string;
      /** @description For programs: bad_request, unauthorized, … GET /docs/errors has them all. */
      code: string;
      /** @description Under which the audit log and our logs know it. */
      requestId: string;
      /** @description Which fields are wrong, all of them. */
      errors?: {
        path: string;
        message: string;
      }[];
    };
    ModifyAPIToken: {
      /** @description Shown in lists and the audit log. */
      name: string;
      /** @description Ids as `GET /permissions` lists them. */
      permissions: string[];
      /** @description Where the token may be used from, IPv4 and IPv6. Empty: from everywhere. Left out: from everywhere for a new token, as before for one that is updated. */
      allowedCIDRBlocks?: string[];
      /**
       * Format: date-time
       * @description When the token ends; null: never. Left out: as the organisation has it for a new token, as before for one that is updated.
       */
      expiresAt?: string | null;
      /** @description Why the token may do more than the calling one. Heard from holders of all permissions only, and kept in the audit log. */
      overrideReason?: string;
    };
    IssuedAPIToken: {
      id: string;
      name: string;
      permissions: string[];
      allowedCIDRBlocks: string[];
      /** Format: date-time */
      createdAt: string;
      createdBy?: {
        id: string;
        /** @enum {string} */
        type: 'user' | 'api-token' | 'system';
      };
      /** Format: date-time */
      updatedAt?: string;
      updatedBy?: {
        id: string;
        /** @enum {string} */
        type: 'user' | 'api-token' | 'system';
      };
      /**
       * Format: date-time
       * @description Null: never.
       */
      expiresAt: string | null;
      /**
       * Format: date-time
       * @description Absent: the token is not disabled.
       */
      disabledAt?: string;
      disabledReason?: string;
      /**
       * Format: date-time
       * @description Absent: the token is there. Kept for 90 days, for who may manage tokens.
       */
      deletedAt?: string;
      deletedBy?: {
        id: string;
        /** @enum {string} */
        type: 'user' | 'api-token' | 'system';
      };
      /**
       * Format: date-time
       * @description At most half a minute behind. Absent: it never was.
       */
      lastUsedAt?: string;
      /** @description From where, that time. */
      lastUsedAddress?: string;
      /** Format: date-time */
      rotatedAt?: string;
      /** @description The secret itself. Shown this once. */
      value: string;
    };
    RotateAPIToken: {
      /** @description For how long the value before goes on working, never beyond the end of the token. Left out: not at all. */
      gracePeriodSeconds?: number;
      /** @description Why the token may do more than the calling one. Heard from holders of all permissions only, and kept in the audit log. */
      overrideReason?: string;
    };
    APITokenGenerationList: {
      results: {
        /** @description 1 for the first value. */
        generation: number;
        /** Format: date-time */
        createdAt: string;
        /**
         * Format: date-time
         * @description Of a value that was replaced. Absent: as long as the token.
         */
        worksUntil?: string;
        /** Format: date-time */
        lastUsedAt?: string;
        lastUsedAddress?: string;
      }[];
    };
    CheckAddress: {
      /** @description IPv4 or IPv6, without a prefix. */
      address: string;
    };
    AddressVerdict: {
      /** @description The address as it is compared. */
      address: string;
      allowed: boolean;
      /** @description The block that lets it in; absent when the token is for everywhere. */
      block?: string;
    };
    DisableAPIToken: {
      /** @description Shown with the token. */
      reason: string;
    };
    LeakReport: {
      /** @description What was found, as it was found. What is no token value is passed over. */
      values: string[];
      /** @description Where it was found: an address, a commit. For the owners of the tokens. */
      source?: string;
    };
    /** @description All of what is named must be so of a token; at least one thing is. */
    RevokeAPITokens: {
      /** @description Id of whoever made them. */
      createdBy?: string;
      /** @description They may do this. */
      permission?: string;
      /** @description An address or a block: they name addresses of it, or were last used from there. */
      address?: string;
      /**
       * Format: date-time
       * @description They were neither used nor made since.
       */
      unusedSince?: string;
      /** @description What they are called, `*` for any characters. */
      name?: string;
      /** @description Kept in the audit log. */
      reason: string;
      /** @description True: nothing happens, and the answer says what would. */
      dryRun?: boolean;
    };
    RevokedAPITokens: {
      /** @description What the records of the deletions have in common. Absent for a dry run. */
      revocationId?: string;
      /** @description As they were, the oldest first; at most 1,000. */
      results: components['schemas']['APIToken'][];
      /** @description Whether there are more: ask again. */
      more: boolean;
    };
    APITokenUsage: {
      /**
       * Format: date-time
       * @description From when on it is counted.
       */
      since: string;
      /** @description The most frequent first; at most half a minute behind. */
      calls: {
        /** @description Method and path of the route. */
        route: string;
        /**
         * @description `allowed`, or what the call was refused for.
         * @enum {string}
         */
        verdict: 'allowed' | 'permission' | 'address' | 'rate';
        calls: number;
      }[];
      /** @description What the token may do and did not in that time. */
      unusedPermissions: string[];
    };
    PermissionList: {
      results: {
        id: string;
        title: string;
        area: string;
        /** @enum {string} */
        access: 'read' | 'modify' | 'run' | 'approve';
      }[];
    };
    IAMRoleList: {
      results: components['schemas']['IAMRole'][];
      /** @description Cursor of the next page; absent on the last. */
      next?: string;
    };
    IAMRole: {
      id: string;
      arn: string;
      account: string;
      partition: string;
      purpose: string;
      /** @enum {string} */
      environment: 'detection' | 'unit-test';
      secrets: string[];
      objects: string[];
      kmsKeys: string[];
      /** @description Role ARNs that it must trust, and nobody else. */
      principals: string[];
      /** @description What its trust policy must ask for. Made by Margay, never changed. */
      externalId: string;
      tags: {
        [key: string]: string;
      };
      /** @enum {string} */
      status: 'proposed' | 'verifying' | 'active' | 'degraded' | 'suspended' | 'revoked';
      /** @description What the newest verification found wrong. */
      complaints: {
        step: string;
        cause: string;
        remedy: string;
      }[];
      /** Format: date-time */
      createdAt: string;
      createdBy?: {
        id: string;
        /** @enum {string} */
        type: 'user' | 'api-token' | 'system';
      };
      /** Format: date-time */
      updatedAt: string;
      updatedBy?: {
        id: string;
        /** @enum {string} */
        type: 'user' | 'api-token' | 'system';
      };
      /** Format: date-time */
      activatedAt?: string;
    };
    AssumableIAMRoles: {
      results: {
        id: string;
        arn: string;
        externalId: string;
        secrets: string[];
        objects: string[];
      }[];
    };
    ProposeIAMRole: {
      /** @description Of the role, which need not exist yet: arn:aws:iam::123456789012:role/name. */
      arn: string;
      /** @description What the role is for. */
      purpose: string;
      /**
       * @description Who uses it: the engine and the tests of detections, or those tests alone.
       * @enum {string}
       */
      environment: 'detection' | 'unit-test';
      /**
       * @description Full ARNs of the secrets that may be read through it.
       * @default []
       */
      secrets: string[];
      /**
       * @description ARNs of the objects of S3 that may be read through it: arn:aws:s3:::bucket/key. At least one secret or object is needed.
       * @default []
       */
      objects: string[];
      /** @description ARNs of the customer-managed keys those secrets and objects are encrypted with. */
      kmsKeys?: string[];
      tags?: {
        [key: string]: string;
      };
    };
    IAMRoleWithSteps: {
      id: string;
      arn: string;
      account: string;
      partition: string;
      purpose: string;
      /** @enum {string} */
      environment: 'detection' | 'unit-test';
      secrets: string[];
      objects: string[];
      kmsKeys: string[];
      /** @description Role ARNs that it must trust, and nobody else. */
      principals: string[];
      /** @description What its trust policy must ask for. Made by Margay, never changed. */
      externalId: string;
      tags: {
        [key: string]: string;
      };
      /** @enum {string} */
      status: 'proposed' | 'verifying' | 'active' | 'degraded' | 'suspended' | 'revoked';
      /** @description What the newest verification found wrong. */
      complaints: {
        step: string;
        cause: string;
        remedy: string;
      }[];
      /** Format: date-time */
      createdAt: string;
      createdBy?: {
        id: string;
        /** @enum {string} */
        type: 'user' | 'api-token' | 'system';
      };
      /** Format: date-time */
      updatedAt: string;
      updatedBy?: {
        id: string;
        /** @enum {string} */
        type: 'user' | 'api-token' | 'system';
      };
      /** Format: date-time */
      activatedAt?: string;
      /** @description What became of it, why, when and by whom; oldest first. */
      steps: {
        /** @enum {string} */
        status: 'proposed' | 'verifying' | 'active' | 'degraded' | 'suspended' | 'revoked';
        reason: string;
        /** Format: date-time */
        at: string;
        by?: {
          id: string;
          /** @enum {string} */
          type: 'user' | 'api-token' | 'system';
        };
      }[];
    };
    IAMRoleTemplates: {
      trustPolicy: string;
      permissionPolicy: string;
      cloudFormationYaml: string;
      cloudFormationJson: string;
      terraform: string;
    };
    IAMRolePolicies: {
      trustPolicy?:
        | string
        | {
            [key: string]: unknown;
          };
      permissionPolicy?:
        | string
        | {
            [key: string]: unknown;
          };
    };
    IAMRoleReview: {
      /** @description No finding is an error. */
      passed: boolean;
      findings: {
        code: string;
        /** @enum {string} */
        severity: 'error' | 'warning' | 'note';
        /** @enum {string} */
        document: 'trust' | 'permission';
        /** @description From 0. */
        statement?: number;
        sid?: string;
        cause: string;
        fix: string;
      }[];
      /** @description Questions put to the documents, and what they answer. */
      probes: {
        code: string;
        /** @enum {string} */
        document: 'trust' | 'permission';
        action: string;
        subject: string;
        /** @enum {string} */
        expected: 'allowed' | 'denied';
        /** @enum {string} */
        decision: 'allowed' | 'explicit_deny' | 'implicit_deny';
        passed: boolean;
        reasons: string[];
      }[];
    };
    /** @description Documents to review as the first step; either may be left out. */
    VerifyIAMRole: {
      trustPolicy?:
        | string
        | {
            [key: string]: unknown;
          };
      permissionPolicy?:
        | string
        | {
            [key: string]: unknown;
          };
    };
    IAMRoleVerification: {
      id: string;
      /**
       * @description Inconclusive: AWS could not be asked. Abandoned: the role was decided about meanwhile.
       * @enum {string}
       */
      outcome: 'running' | 'passed' | 'failed' | 'inconclusive' | 'abandoned';
      /** @description In the order they were taken; cause and remedy where one did not pass. */
      steps: {
        step: string;
        /** @enum {string} */
        outcome: 'passed' | 'failed' | 'inconclusive' | 'skipped';
        cause: string;
        remedy: string;
      }[];
      /** Format: date-time */
      startedAt: string;
      startedBy?: {
        id: string;
        /** @enum {string} */
        type: 'user' | 'api-token' | 'system';
      };
      /** Format: date-time */
      endedAt?: string;
    };
    IAMRoleVerifications: {
      /** @description The newest 20, newest first. */
      results: components['schemas']['IAMRoleVerification'][];
    };
    IAMRoleReason: {
      /** @description For the history and the audit log. */
      reason: string;
    };
    AccountList: {
      results: components['schemas']['Account'][];
      /** @description Cursor of the next page; absent on the last. */
      next?: string;
    };
    Account: {
      /** @description Account and region: 123456789012-us-east-1. */
      id: string;
      /** @description Of AWS, 12 digits. */
      account: string;
      /** @description One of those that GET /accounts/regions lists. */
      region: string;
      /** @enum {string} */
      status: 'requested' | 'approved' | 'declined' | 'expired' | 'withdrawn';
      /**
       * @description Who creates and updates the stacks.
       * @enum {string}
       */
      deployedBy: 'deployment_role' | 'administrator';
      /**
       * @description Whose Snowflake holds the data.
       * @enum {string}
       */
      snowflake: 'vendor' | 'customer';
      /** @description The domain the platform runs under; empty: none of its own. */
      customDomain: string;
      /** @description ARN of the role in the account that preflights look through: GET /accounts/{id}/inspection has what it must be like. Empty: nothing is looked at. */
      inspectionRole: string;
      /** @description ARN of the role in the management account of the organisation that may read the policies attached there. */
      organizationRole: string;
      /** @description ARN of the role in the account that deployments are made through; it trusts the same principal with the same external id. Empty: nothing is deployed. */
      deployerRole: string;
      /** @description What was said with the newest decision. */
      comment: string;
      /** @description Also in the header ETag. */
      revision: number;
      /** Format: date-time */
      requestedAt: string;
      requestedBy?: {
        id: string;
        /** @enum {string} */
        type: 'user' | 'api-token' | 'system';
      };
      /** Format: date-time */
      updatedAt: string;
      updatedBy?: {
        id: string;
        /** @enum {string} */
        type: 'user' | 'api-token' | 'system';
      };
      /** Format: date-time */
      expiresAt?: string;
    };
    Regions: {
      results: string[];
    };
    RequestAccount: {
      /** @description Of AWS, 12 digits. */
      account: string;
      /** @description One of those that GET /accounts/regions lists. */
      region: string;
      /**
       * @description Who creates and updates the stacks.
       * @enum {string}
       */
      deployedBy: 'deployment_role' | 'administrator';
      /**
       * @description Whose Snowflake holds the data.
       * @enum {string}
       */
      snowflake: 'vendor' | 'customer';
      /** @description The domain the platform runs under; empty: none of its own. */
      customDomain?: string;
      /** @description ARN of the role in the account that preflights look through: GET /accounts/{id}/inspection has what it must be like. Empty: nothing is looked at. */
      inspectionRole?: string;
      /** @description ARN of the role in the management account of the organisation that may read the policies attached there. */
      organizationRole?: string;
      /** @description ARN of the role in the account that deployments are made through; it trusts the same principal with the same external id. Empty: nothing is deployed. */
      deployerRole?: string;
      /** @description For the audit log. */
      comment?: string;
    };
    DescribeAccount: {
      /**
       * @description Who creates and updates the stacks.
       * @enum {string}
       */
      deployedBy: 'deployment_role' | 'administrator';
      /**
       * @description Whose Snowflake holds the data.
       * @enum {string}
       */
      snowflake: 'vendor' | 'customer';
      /** @description The domain the platform runs under; empty: none of its own. */
      customDomain?: string;
      /** @description ARN of the role in the account that preflights look through: GET /accounts/{id}/inspection has what it must be like. Empty: nothing is looked at. */
      inspectionRole?: string;
      /** @description ARN of the role in the management account of the organisation that may read the policies attached there. */
      organizationRole?: string;
      /** @description ARN of the role in the account that deployments are made through; it trusts the same principal with the same external id. Empty: nothing is deployed. */
      deployerRole?: string;
    };
    ApproveAccount: {
      /** @description For the audit log. */
      comment?: string;
      /**
       * Format: date-time
       * @description Until when; without it, until it is withdrawn.
       */
      expiresAt?: string;
    };
    AccountReason: {
      /** @description For the audit log. */
      reason: string;
    };
    RequestRollout: {
      /** @description A version, or a minor for its recommended patch. */
      target: string;
      /** @enum {string} */
      channel?: 'stable' | 'candidate';
      /** @description One after the other. At most 500 accounts in all. */
      rings: {
        name: string;
        /** @description How long a ring is watched before the next begins. */
        soakMinutes?: number;
        accounts: {
          /** @description Account and region, as GET /accounts lists it: `123456789012-us-east-1`. */
          accountId: string;
          /** @description Of the root stack. */
          stackName?: string;
          /** @description What runs there; without it, what was installed and verified there last. */
          current?: string;
          /** @description Of the deployment role. */
          roleVersion?: string;
          window?: components['schemas']['MaintenanceWindow'];
          /** @description What the stacks are given. Never shown again, thrown away when it is over. */
          parameters?: {
            [key: string]: string;
          };
        }[];
      }[];
      /** @description 5 unless said. */
      maxParallel?: number;
      /** @description Of one ring, 0 unless said. One more, and nothing else begins. */
      failuresAllowed?: number;
      /** @description Of accounts that name no other. */
      stackName: string;
      /** @description Of the deployment role. */
      roleVersion?: string;
      window?: components['schemas']['MaintenanceWindow'];
      /** @description What the stacks are given. Never shown again, thrown away when it is over. */
      parameters?: {
        [key: string]: string;
      };
    };
    /** @description When a deployment may begin. */
    MaintenanceWindow: {
      days: ('mon' | 'tue' | 'wed' | 'thu' | 'fri' | 'sat' | 'sun')[];
      /** @description `22:30`, by the clocks of the time zone. */
      from: string;
      minutes: number;
      /** @description `Europe/Vienna`. */
      timeZone: string;
    };
    Rollout: {
      id: string;
      target: string;
      channel: string;
      /** @enum {string} */
      status: 'requested' | 'running' | 'paused' | 'halted' | 'completed' | 'cancelled';
      maxParallel: number;
      failuresAllowed: number;
      /** Format: date-time */
      requestedAt: string;
      requestedBy?: {
        id: string;
        /** @enum {string} */
        type: 'user' | 'api-token' | 'system';
      };
      /**
       * @description Why nothing begins just now.
       * @enum {string}
       */
      heldBy?: 'frozen' | 'soaking';
      /** @description Index of the ring that is, or was, under way. */
      ring: number;
      /** Format: date-time */
      soaksUntil?: string;
      rings: {
        name: string;
        soakMinutes: number;
        accounts: {
          accountId: string;
          stackName: string;
          current?: string;
          roleVersion?: string;
          window?: components['schemas']['MaintenanceWindow'];
          /** @enum {string} */
          status: 'waiting' | 'running' | 'completed' | 'cancelled' | 'failed' | 'refused';
          /** @description Its deployment. */
          run?: number;
          /** @description Why it was refused. */
          message?: string;
        }[];
      }[];
      approvedBy?: {
        id: string;
        /** @enum {string} */
        type: 'user' | 'api-token' | 'system';
      };
    };
    RolloutList: {
      results: components['schemas']['RolloutSummary'][];
      next?: string;
    };
    RolloutSummary: {
      id: string;
      target: string;
      channel: string;
      /** @enum {string} */
      status: 'requested' | 'running' | 'paused' | 'halted' | 'completed' | 'cancelled';
      maxParallel: number;
      failuresAllowed: number;
      /** Format: date-time */
      requestedAt: string;
      requestedBy?: {
        id: string;
        /** @enum {string} */
        type: 'user' | 'api-token' | 'system';
      };
    };
    RolloutReason: {
      /** @description For the audit log. */
      reason: string;
    };
    FreezeList: {
      results: components['schemas']['Freeze'][];
    };
    Freeze: {
      id: string;
      /** Format: date-time */
      from: string;
      /** Format: date-time */
      until: string;
      reason: string;
    };
    DeclareFreeze: {
      /**
       * Format: date-time
       * @description At once unless said.
       */
      from?: string;
      /** Format: date-time */
      until: string;
      /** @description For the audit log. */
      reason: string;
    };
    ReleaseNoticeList: {
      results: components['schemas']['ReleaseNotice'][];
      next?: string;
    };
    ReleaseNotice: {
      accountId: string;
      /** @description Installed and verified there last. */
      current: string;
      /** @enum {string} */
      outcome: 'planned' | 'current' | 'refused';
      /** @description Versions on the way, the target last. */
      hops: string[];
      /** @description What people do by hand on the way. */
      tasks: string[];
      /** @description Hops before which the deployment role has to be updated. */
      roleUpdates: string[];
      /** @description Why there is no way. */
      message?: string;
    };
    KeepDiagnosis: {
      /** @description Name or ARN of the root stack. One that is deleted is known by its ARN only. */
      stack: string;
      /** @description The release that was to be deployed: whether its role has what is missing. */
      version?: string;
    };
    KeptDiagnosis: {
      accountId: string;
      /** @description Those of an account are counted from 1. */
      number: number;
      stackId: string;
      version?: string;
      /** @description Of the stack, as CloudFormation had it then. */
      status: string;
      /** @enum {string} */
      outcome: 'failed' | 'cancelled' | 'no_failure' | 'unreadable';
      /** @description `create`, `update` or `delete`. */
      kind?: string;
      cause?: {
        /** @description `scp_explicit_deny`, and so on; `unknown`. */
        class: string;
        /** @description Who can do something. */
        owner: string;
        /** @description When trying again makes sense. */
        retry: string;
        /** @description Of the stack within which it failed. */
        stackId: string;
        /** @description Logical ids from the root stack down to it. */
        path: string[];
        resourceType: string;
        /** @description What was denied. */
        action?: string;
        remedy: string;
      };
      /** @description What it was made from, as the event of the diagnosis names it. */
      evidence: {
        sha256: string;
        bytes: number;
      };
      /** Format: date-time */
      diagnosedAt: string;
      diagnosedBy?: {
        id: string;
        /** @enum {string} */
        type: 'user' | 'api-token' | 'system';
      };
      /** @description As it was kept: without secrets, long texts cut. */
      diagnosis: components['schemas']['StackDiagnosis'];
    };
    StackDiagnosis: {
      stackId: string;
      /** @description As CloudFormation has it now. */
      status: string;
      /** @enum {string} */
      outcome: 'failed' | 'cancelled' | 'no_failure' | 'unreadable';
      /** @description `create`, `update` or `delete`. */
      kind?: string;
      /** Format: date-time */
      startedAt?: string;
      /** @description The first failing event of the stack within that failed first. */
      cause?: {
        /** @description Logical ids from the root stack down to it; empty: the root stack itself. */
        path: string[];
        type: string;
        status: string;
        /** @description As CloudFormation words it. */
        reason: string;
        /** Format: date-time */
        at: string;
        stackId: string;
        eventId: string;
        physicalId?: string;
        /** @description `scp_explicit_deny`, and so on; `unknown`. */
        cause: string;
        /** @description Who can do something: `customer`, `organization`, `vendor`, `aws`, `margay`. */
        owner: string;
        /** @description When trying again makes sense. */
        retry: string;
        remedy: string;
        /** @description What the reason names. */
        named: {
          [key: string]: string;
        };
        denial?: {
          action: string;
          resource?: string;
          /** @description `service_control`, `boundary`, `identity`, … */
          by?: string;
          policyArn?: string;
          /** @description The first release whose deployment role has the action. */
          roleHasItFrom?: string;
        };
      };
      /** @description What failed in the same try by itself. */
      also: {
        /** @description Logical ids from the root stack down to it; empty: the root stack itself. */
        path: string[];
        type: string;
        status: string;
        /** @description As CloudFormation words it. */
        reason: string;
        /** Format: date-time */
        at: string;
        stackId: string;
        eventId: string;
        physicalId?: string;
        /** @description `scp_explicit_deny`, and so on; `unknown`. */
        cause: string;
        /** @description Who can do something: `customer`, `organization`, `vendor`, `aws`, `margay`. */
        owner: string;
        /** @description When trying again makes sense. */
        retry: string;
        remedy: string;
        /** @description What the reason names. */
        named: {
          [key: string]: string;
        };
        denial?: {
          action: string;
          resource?: string;
          /** @description `service_control`, `boundary`, `identity`, … */
          by?: string;
          policyArn?: string;
          /** @description The first release whose deployment role has the action. */
          roleHasItFrom?: string;
        };
      }[];
      /** @description What failed while it was undone. */
      secondary: {
        /** @description Logical ids from the root stack down to it; empty: the root stack itself. */
        path: string[];
        type: string;
        status: string;
        /** @description As CloudFormation words it. */
        reason: string;
        /** Format: date-time */
        at: string;
        stackId: string;
        eventId: string;
        physicalId?: string;
        /** @description `scp_explicit_deny`, and so on; `unknown`. */
        cause: string;
        /** @description Who can do something: `customer`, `organization`, `vendor`, `aws`, `margay`. */
        owner: string;
        /** @description When trying again makes sense. */
        retry: string;
        remedy: string;
        /** @description What the reason names. */
        named: {
          [key: string]: string;
        };
        denial?: {
          action: string;
          resource?: string;
          /** @description `service_control`, `boundary`, `identity`, … */
          by?: string;
          policyArn?: string;
          /** @description The first release whose deployment role has the action. */
          roleHasItFrom?: string;
        };
      }[];
      /** @description Stacks that would tell more and were not read. */
      unread: string[];
      /** @description What CloudFormation allows next, best first. */
      nextActions: {
        action: string;
        why: string;
        needsApproval: boolean;
        resources?: string[];
      }[];
      /** @description All of it for people, in lines. */
      text: string;
    };
    DiagnosisList: {
      results: components['schemas']['DiagnosisSummary'][];
      next?: string;
    };
    DiagnosisSummary: {
      accountId: string;
      /** @description Those of an account are counted from 1. */
      number: number;
      stackId: string;
      version?: string;
      /** @description Of the stack, as CloudFormation had it then. */
      status: string;
      /** @enum {string} */
      outcome: 'failed' | 'cancelled' | 'no_failure' | 'unreadable';
      /** @description `create`, `update` or `delete`. */
      kind?: string;
      cause?: {
        /** @description `scp_explicit_deny`, and so on; `unknown`. */
        class: string;
        /** @description Who can do something. */
        owner: string;
        /** @description When trying again makes sense. */
        retry: string;
        /** @description Of the stack within which it failed. */
        stackId: string;
        /** @description Logical ids from the root stack down to it. */
        path: string[];
        resourceType: string;
        /** @description What was denied. */
        action?: string;
        remedy: string;
      };
      /** @description What it was made from, as the event of the diagnosis names it. */
      evidence: {
        sha256: string;
        bytes: number;
      };
      /** Format: date-time */
      diagnosedAt: string;
      diagnosedBy?: {
        id: string;
        /** @enum {string} */
        type: 'user' | 'api-token' | 'system';
      };
    };
    Inspection: {
      /** @description Said whenever one of the roles is assumed. */
      externalId: string;
      /** @description ARN of who assumes them. */
      principal: string;
      /** @description JSON; of both roles. */
      trustPolicy: string;
      /** @description JSON; of the role in the account. */
      permissionPolicy: string;
      /** @description JSON; of the role in the management account of the organisation. */
      organizationPermissionPolicy: string;
      /** @description CloudFormation, YAML: makes the first. */
      template: string;
      /** @description CloudFormation, YAML: makes the second. */
      organizationTemplate: string;
      /** @description JSON; of the role that deployments are made through, where CloudFormation acts as the deployment role. */
      deployerPermissionPolicy: string;
      /** @description CloudFormation, YAML: makes the third. */
      deployerTemplate: string;
    };
    StartPreflight: {
      /** @description Which release is to be deployed. */
      version: string;
      /** @description Of the root stack. */
      stackName: string;
      /**
       * @description `first`, if nothing is said: nothing is installed there yet.
       * @enum {string}
       */
      phase?: 'first' | 'update';
      /** @description ARN of the role or user that creates the stacks. Without it, the deployment role under its usual name, where that deploys. */
      principal?: string;
      /** @description Of the deployment. Only what it reserves is kept of them, and whether it is given a network. */
      parameters?: {
        [key: string]: string;
      };
    };
    Preflight: {
      accountId: string;
      /** @description Those of an account are counted from 1. */
      run: number;
      /**
       * @description Of one that is `unsettled`, nothing failed, and not everything is known: see `unsettled`.
       * @enum {string}
       */
      status: 'running' | 'passed' | 'unsettled' | 'failed';
      version: string;
      stackName: string;
      /** @enum {string} */
      phase: 'first' | 'update';
      principal?: string;
      /** @description In the order in which they were concluded. */
      results: {
        check: string;
        /** @enum {string} */
        outcome: 'pass' | 'warn' | 'fail' | 'skipped';
        message: string;
        evidence: {
          [key: string]: string;
        };
        documentation: string;
        /** @description It was skipped because nobody could look. */
        unseen: boolean;
      }[];
      waivers: {
        check: string;
        reason: string;
        /** Format: date-time */
        waivedAt: string;
        waivedBy?: {
          id: string;
          /** @enum {string} */
          type: 'user' | 'api-token' | 'system';
        };
      }[];
      /** @description Checks that failed and are not waived. */
      blocking: string[];
      /** @description Checks that warn, or could not be made. */
      unsettled: string[];
      /** @description Checks that have no result yet. */
      open: string[];
      /** Format: date-time */
      startedAt: string;
      startedBy?: {
        id: string;
        /** @enum {string} */
        type: 'user' | 'api-token' | 'system';
      };
      /** Format: date-time */
      endedAt?: string;
    };
    PreflightList: {
      results: components['schemas']['Preflight'][];
      /** @description Cursor of the next page; absent on the last. */
      next?: string;
    };
    WaiveCheck: {
      check: string;
      /** @description For the audit log. */
      reason: string;
    };
    ReleaseList: {
      results: components['schemas']['Release'][];
      /** @description Cursor of the next page; absent on the last. */
      next?: string;
    };
    Release: {
      /** @description Such as 1.25.18. */
      version: string;
      /**
       * @description A deployment on candidate is offered what is stable as well.
       * @enum {string}
       */
      channel: 'stable' | 'candidate';
      /** @description Recommended to stop at. */
      listed: boolean;
      /** @description Why it was taken back. */
      withdrawn?: string;
      /** @description By region. */
      templateUrls: {
        [key: string]: string;
      };
      roleTemplateUrl: string;
      capabilities: string[];
      renamedParameters: {
        [key: string]: string;
      };
      notes: components['schemas']['MigrationNote'][];
      templateRead: boolean;
      roleTemplateRead: boolean;
    };
    MigrationNote: {
      id: string;
      title: string;
      /** @description A range of versions, such as >=1.19.5 <1.21.0. */
      from: string;
      /** @description A range of versions, such as >=1.19.5 <1.21.0. */
      to: string;
      /**
       * @description Only for deployments that are like this.
       * @enum {string}
       */
      when?: 'custom_domain' | 'customer_snowflake' | 'deployment_role' | 'administrator';
      /** @enum {string} */
      kind: 'remove_libraries' | 'drop_parameters' | 'supply_parameters' | 'manual';
      /** @description Of remove_libraries. */
      parameter?: string;
      /** @description Of remove_libraries. */
      libraries?: string[];
      /** @description Of drop_parameters and supply_parameters. */
      parameters?: string[];
      /** @description Of manual. */
      steps?: {
        id: string;
        /** @enum {string} */
        phase: 'before' | 'after';
        text: string;
        /** @description What shows that it is done. */
        evidence: string;
        /**
         * @description Only for deployments that are like this.
         * @enum {string}
         */
        when?: 'custom_domain' | 'customer_snowflake' | 'deployment_role' | 'administrator';
        /** @enum {string} */
        document?: 'api_alias_template';
      }[];
      /** @description Of manual: the parameter that only those have set who did it. */
      provenBy?: string;
    };
    ClosedEdgeList: {
      results: components['schemas']['ClosedEdge'][];
      /** @description Cursor of the next page; absent on the last. */
      next?: string;
    };
    ClosedEdge: {
      id: string;
      /** @description The versions the step must not be taken from. */
      from: string;
      /** @description Such as 1.25.18. */
      to: string;
      /** @description For people, and the audit log. */
      reason: string;
      url?: string;
      /**
       * @description Only for deployments that are like this.
       * @enum {string}
       */
      when?: 'custom_domain' | 'customer_snowflake' | 'deployment_role' | 'administrator';
    };
    CloseEdge: {
      /** @description The versions the step must not be taken from. */
      from: string;
      /** @description Such as 1.25.18. */
      to: string;
      /** @description For people, and the audit log. */
      reason: string;
      url?: string;
      /**
       * @description Only for deployments that are like this.
       * @enum {string}
       */
      when?: 'custom_domain' | 'customer_snowflake' | 'deployment_role' | 'administrator';
    };
    ReleaseReason: {
      /** @description For people, and the audit log. */
      reason: string;
    };
    WholeRelease: {
      /** @description Such as 1.25.18. */
      version: string;
      /**
       * @description A deployment on candidate is offered what is stable as well.
       * @enum {string}
       */
      channel: 'stable' | 'candidate';
      /** @description Recommended to stop at. */
      listed: boolean;
      /** @description Why it was taken back. */
      withdrawn?: string;
      /** @description By region. */
      templateUrls: {
        [key: string]: string;
      };
      roleTemplateUrl: string;
      capabilities: string[];
      renamedParameters: {
        [key: string]: string;
      };
      notes: components['schemas']['MigrationNote'][];
      templateRead: boolean;
      roleTemplateRead: boolean;
      parameters: {
        name: string;
        type: string;
        default?: string;
        allowedValues: string[];
        allowedPattern?: string;
        constraintDescription?: string;
        minLength?: number;
        maxLength?: number;
        minValue?: number;
        maxValue?: number;
        noEcho: boolean;
        description?: string;
      }[];
      nestedStacks: {
        logicalId: string;
        templateUrl?: string;
      }[];
      /** @description What its deployment role may do. */
      roleActions: string[];
    };
    RegisterRelease: {
      /**
       * @description A deployment on candidate is offered what is stable as well.
       * @enum {string}
       */
      channel: 'stable' | 'candidate';
      /** @description By region, where they are not where releases are published to. */
      templateUrls?: {
        [key: string]: string;
      };
      roleTemplateUrl?: string;
      /** @description The root template itself, YAML or JSON, to read parameters from. */
      template?: string;
      /** @description The template of the deployment role, to read its actions from. */
      roleTemplate?: string;
      capabilities?: string[];
      /** @description New name by old name. */
      renamedParameters?: {
        [key: string]: string;
      };
      notes?: components['schemas']['MigrationNote'][];
    };
    PlanUpgrade: {
      /** @description Account and region: 123456789012-us-east-1. */
      accountId: string;
      /** @description What runs now. */
      current: string;
      /** @description A version, or a minor, which means its latest recommended patch. */
      target: string;
      /** @enum {string} */
      channel?: 'stable' | 'candidate';
      /** @description Of the deployment role, where it is known. */
      roleVersion?: string;
      /** @description What the stack has now. */
      parameters?: {
        [key: string]: string;
      };
      /** @description Of an approved override. */
      overrideId?: string;
      /** @description By what was known at the end of this day, in UTC. Today if not given. */
      asOf?: string;
    };
    UpgradePlan: {
      /** @enum {string} */
      outcome: 'planned' | 'current' | 'refused';
      target?: string;
      /** @description Why it is refused, for programs. */
      code?: string;
      /** @description Why it is refused, for people. */
      message?: string;
      hops: components['schemas']['UpgradeHop'][];
      /** @description A CloudFormation template, for the steps that name it. */
      apiAliasTemplate?: string;
    };
    UpgradeHop: {
      from: string;
      to: string;
      /** @description Better stops, and why they are not taken. */
      passedOver: {
        version: string;
        reason: string;
      }[];
      templateUrl: string;
      capabilities: string[];
      /** @description Of the deployment role, before the stack is updated. */
      roleUpdate?: {
        to: string;
        templateUrl: string;
        /** @description What the role may not do yet. Absent while nobody knows. */
        missingActions?: string[];
      };
      /** @description Of parameters. Absent while a template has not been read. */
      difference?: {
        added: string[];
        removed: string[];
        renamed: {
          [key: string]: string;
        };
        defaultChanged: {
          name: string;
          before?: string;
          after?: string;
        }[];
      };
      tasks: {
        note: string;
        title: string;
        /** @enum {string} */
        kind: 'automatic' | 'supply' | 'manual';
        /** @description Made by the plan. Without after, it is passed no longer. */
        edits?: {
          parameter: string;
          before: string;
          after?: string;
        }[];
        /** @description To be supplied by somebody. */
        parameters?: string[];
        /** @description To be done by somebody. */
        steps?: {
          id: string;
          /**
           * @description The update of the stack.
           * @enum {string}
           */
          phase: 'before' | 'after';
          text: string;
          /** @description What shows that it is done. */
          evidence: string;
          document?: string;
        }[];
      }[];
      /** @description What the template is given; what is never shown is masked. */
      parameters: {
        [key: string]: string;
      };
      /** @description Asked for, and said by nobody yet. */
      missing: string[];
      /** @description Whether Pulumi builds afterwards. */
      pulumiBuild: boolean;
      risks: string[];
    };
    CheckParameters: {
      /** @description Such as 1.25.18. */
      version: string;
      /**
       * @description Whether the stack is new.
       * @enum {string}
       */
      phase: 'first' | 'update';
      /** @description By the name of the parameter, exactly as CloudFormation is to get them. */
      values: {
        [key: string]: string;
      };
      /** @description What the stack was last given. */
      installed?: {
        [key: string]: string;
      };
      /** @description Parameters whose destruction is meant. */
      accepted?: string[];
      /** @description By what was known at the end of this day, in UTC. Today if not given. */
      asOf?: string;
    };
    ParameterVerdict: {
      /**
       * @description The guide, while the template of the release has not been read.
       * @enum {string}
       */
      checkedAgainst: 'template' | 'guide';
      /** @description All that would be refused. Never a value. */
      errors: {
        parameter: string;
        rule: string;
        message: string;
        fix: string;
      }[];
      warnings: {
        parameter: string;
        rule: string;
        message: string;
        fix: string;
      }[];
    };
    RequestOverride: {
      /** @description Account and region: 123456789012-us-east-1. */
      accountId: string;
      /** @description A version, or a minor, which means its latest recommended patch. */
      target: string;
      /** @description For people, and the audit log. */
      reason: string;
    };
    UpgradeOverride: {
      id: string;
      accountId: string;
      target: string;
      reason: string;
      /** @enum {string} */
      status: 'requested' | 'approved' | 'withdrawn';
      /** @description Also in the header ETag. */
      revision: number;
      requestedBy?: {
        id: string;
        /** @enum {string} */
        type: 'user' | 'api-token' | 'system';
      };
      approvedBy?: {
        id: string;
        /** @enum {string} */
        type: 'user' | 'api-token' | 'system';
      };
    };
    UpgradeOverrideList: {
      results: components['schemas']['UpgradeOverride'][];
      /** @description Cursor of the next page; absent on the last. */
      next?: string;
    };
    ApproveOverride: {
      comment?: string;
    };
    WithdrawOverride: {
      /** @description For people, and the audit log. */
      reason: string;
    };
    RequestDeployment: {
      /** @description Account and region, as GET /accounts lists it: `123456789012-us-east-1`. */
      accountId: string;
      /** @description Of the root stack. */
      stackName: string;
      /** @description What runs there; without it, nothing does, and the target is installed. */
      current?: string;
      /** @description A version, or a minor for its recommended patch. */
      target: string;
      /** @enum {string} */
      channel?: 'stable' | 'candidate';
      /** @description Of the deployment role. */
      roleVersion?: string;
      /** @description What the stack is given; of an upgrade, what it has now. They are never shown again, and thrown away once the deployment is over. */
      parameters?: {
        [key: string]: string;
      };
      overrideId?: string;
    };
    Deployment: {
      accountId: string;
      /** @description Those of an account are counted from 1. */
      run: number;
      /** @enum {string} */
      status: 'running' | 'completed' | 'cancelled' | 'failed' | 'recovered';
      stackName: string;
      /** @description As they were planned when it was asked for. */
      hops: {
        /** @description Absent: nothing is installed yet. */
        from?: string;
        to: string;
        templateUrl: string;
        capabilities: string[];
        roleUpdate: boolean;
        /** @description What people do by hand. */
        tasks: string[];
        pulumiBuild: boolean;
      }[];
      /** @description Index of the hop that is, or was, under way. */
      hop: number;
      /** @enum {string} */
      waitsFor?: 'step' | 'approval' | 'tasks' | 'resume';
      step?: string;
      openTasks: string[];
      missingApprovals: number;
      changeSet?: {
        attempt: number;
        changes: number;
        /** @description Resources with a state that it replaces or removes: two people approve. */
        destroys: string[];
        /** @description What it does, with the change sets within; at most 1,000, what destroys first. Not in lists. */
        resources?: {
          /** @description Logical ids from the root down. */
          path: string[];
          type: string;
          /** @description `Add`, `Modify`, `Remove`, `Import` or `Dynamic`. */
          action: string;
          /** @description `True`, `False` or `Conditional`. */
          replacement?: string;
          /** @description Something with a state is replaced or removed, or may be. */
          destroys: boolean;
        }[];
      };
      paused: boolean;
      cancelling: boolean;
      /** @description Why it failed. */
      cause?: {
        failure: string;
        message: string;
        /** @description Of the table of causes: `scp_explicit_deny`, `pulumi_failed`; `unknown`. */
        class?: string;
        /** @description Who can do something about it. */
        owner?: string;
        /** @description When trying again makes sense. */
        retry?: string;
        /** @description Logical ids from the root stack down, or the phase of a build. */
        place?: string;
      };
      /** @description All that the account told of it then, kept for good. Not in lists. */
      diagnosis?: components['schemas']['StackDiagnosis'];
      /** @description What is, or was, to be done with the stack that it left. */
      recovery?: {
        action: string;
        stackId: string;
        /** @description That the stack had when this was proposed. */
        status: string;
        resources: string[];
      };
      /** @description What was changed past CloudFormation before the hop. Not in lists. */
      drift?: {
        /** @description Of the stack; empty: the root. */
        path: string[];
        /** @enum {string} */
        status: 'CHECKING' | 'IN_SYNC' | 'DRIFTED' | 'UNKNOWN';
        /** @description Why it is not known. */
        message?: string;
        resources: {
          logicalId: string;
          type: string;
          status: string;
          /** @description Which differ. */
          properties: string[];
        }[];
      }[];
      /** @description What was found once the hop was through. Not in lists. */
      verification?: {
        /** @description That the template of the root says. */
        version?: string;
        stacks: {
          path: string[];
          version?: string;
        }[];
        missingOutputs: string[];
        /** @description The platform invites the first user, by mail to `FirstUserEmail`. */
        firstUserInvited: boolean;
      };
      /** @description Installed and verified last. */
      lastGood?: string;
      progress?: {
        saying: string;
        /** Format: date-time */
        lookedAt: string;
        /** Format: date-time */
        changedAt: string;
        /** @description Nothing has changed for long. It goes on. */
        stalled: boolean;
        /** @description Of the tree of stacks, of what CloudFormation has begun with. */
        percent?: number;
        /**
         * Format: date-time
         * @description When the stacks are through, if they go on as fast as so far.
         */
        expectedAt?: string;
        stacks: {
          path: string[];
          status: string;
          done: number;
          /** @description That CloudFormation has begun with so far. */
          total: number;
        }[];
      };
      /** Format: date-time */
      requestedAt: string;
      requestedBy?: {
        id: string;
        /** @enum {string} */
        type: 'user' | 'api-token' | 'system';
      };
      /** Format: date-time */
      endedAt?: string;
    };
    DeploymentList: {
      results: components['schemas']['Deployment'][];
      /** @description Cursor of the next page; absent on the last. */
      next?: string;
    };
    ApproveDeployment: {
      /** @description Index of the hop. */
      hop: number;
      /** @description Which change set was looked at: its `attempt`. Absent where there is none. */
      changeSet?: number;
    };
    AcknowledgeTask: {
      /** @description Index of the hop. */
      hop: number;
      task: string;
    };
    DeploymentReason: {
      /** @description For the audit log. */
      reason: string;
    };
    RecoverDeployment: {
      /**
       * @description One of the `nextActions` of the stack, as a diagnosis tells them; or `build_again` where the build did not come through: the deployment goes on from there.
       * @enum {string}
       */
      action: 'delete' | 'delete_and_retain' | 'roll_back' | 'continue_rollback' | 'build_again';
      /** @description To keep or to skip: those of the next action. */
      resources?: string[];
      /** @description For the audit log. */
      reason: string;
    };
    AuditRecordList: {
      results: components['schemas']['AuditRecord'][];
      next?: string;
    };
    AuditRecord: {
      actionName: string;
      actionDescription: string;
      /** @enum {string} */
      actionResult: 'SUCCEEDED' | 'FAILED' | 'PARTIALLY_FAILED';
      actionParams: {
        [key: string]: unknown;
      };
      actionDetails: {
        [key: string]: unknown;
      };
      actor: {
        id: string;
        /** @enum {string} */
        type: 'USER' | 'TOKEN';
        name?: string;
        attributes?: {
          email: string;
          emailVerified: boolean;
          roleId: string;
          roleName: string;
        };
      };
      errors:
        | {
            message: string;
          }[]
        | null;
      /** @description Null once erased. */
      sourceIP: string | null;
      XForwardedFor: string[] | null;
      userAgent: string | null;
      /** @description UTC, `2026-01-31 23:59:59.123`. */
      timestamp: string;
      /** @description Margay's version. */
      pantherVersion: string;
      eventId: string;
      /** @description 1, 2, 3, … without gaps. */
      sequence: number;
      requestId: string;
      correlationId: string;
      causationId?: string;
      targets: {
        type: string;
        id: string;
        name: string;
      }[];
      /** @description What of the first target is not as it was. */
      changes: {
        field: string;
        before: unknown;
        after: unknown;
      }[];
      /** @description Binds what is personal into the proof, and lets it be erased. */
      seal: {
        commitment: string;
        opening?: string;
      };
    };
    AuditCounts: {
      results: {
        /**
         * Format: date-time
         * @description The bucket's start.
         */
        time: string;
        group?: string;
        count: number;
      }[];
    };
    AuditCheckpointList: {
      results: components['schemas']['AuditCheckpoint'][];
      next?: string;
    };
    AuditCheckpoint: {
      /** @description Names the log. */
      origin: string;
      ordinal: number;
      /** @description Records that it covers. */
      size: number;
      /** @description SHA-256, base64url. */
      rootHash: string;
      /** @description SHA-256, base64url. */
      chainHash: string;
      /** Format: date-time */
      time: string;
      /** @description SHA-256, base64url. */
      previous: string | null;
      keys: {
        id: string;
        publicKey: string;
      }[];
      signatures: {
        keyId: string;
        signature: string;
      }[];
    };
    AuditInclusionProof: {
      sequence: number;
      /** @description SHA-256, base64url. */
      leafHash: string;
      hashes: string[];
      checkpoint: components['schemas']['AuditCheckpoint'];
    };
    AuditConsistencyProof: {
      older: number;
      newer: number;
      hashes: string[];
    };
    AuditManifest: {
      origin: string;
      exportedAt: string;
      fromSequence: number;
      toSequence: number;
      checkpoint: {
        ordinal: number;
        /** @description SHA-256, base64url. */
        hash: string;
      };
      prefix: {
        peaks: string[];
        /** @description SHA-256, base64url. */
        chain: string;
      };
      erased: {
        subject: string;
        through: number;
      }[];
      keys: {
        id: string;
        publicKey: string;
      }[];
      signatures: {
        keyId: string;
        signature: string;
      }[];
    };
    AuditSigningKeyList: {
      results: {
        id: string;
        /** @description PEM, Ed25519. */
        publicKey: string;
      }[];
    };
    RegisterAuditReader: {
      name: string;
      /**
       * @description Of these actions; several need a NATS server of 2.10. Empty: all.
       * @default []
       */
      actions: string[];
      /** @description The first record to be read. */
      fromSequence?: number;
      /**
       * Format: date-time
       * @description The first moment, in the place of a sequence.
       */
      since?: string;
    };
    AuditReader: {
      id: string;
      name: string;
      actions: string[];
      /** @description The JetStream stream that it reads. */
      stream: string;
      /** @description Its durable pull consumer there. */
      consumer: string;
      /** @description Whether that is on the bus by now. */
      isReady: boolean;
      /** @description It has acknowledged everything that is for it up to this sequence. */
      acknowledgedThrough: number;
      /** @description What is for it and not acknowledged yet. */
      lagRecords: number;
      /** @description How long the oldest of that has been there. */
      lagSeconds: number;
      /** Format: date-time */
      lastAcknowledgedAt?: string;
      /** Format: date-time */
      createdAt: string;
      createdBy?: {
        id: string;
        /** @enum {string} */
        type: 'user' | 'api-token' | 'system';
      };
      /** @description What `ETag` names. */
      revision: number;
    };
    AuditReaderList: {
      results: components['schemas']['AuditReader'][];
    };
    AuditReason: {
      /** @description For the audit log. */
      reason: string;
    };
    AuditRebuild: {
      /** @enum {string} */
      status: 'none' | 'running' | 'ended';
      /** Format: date-time */
      begunAt?: string;
      begunBy?: string;
      /** @description The newest record that it is about. */
      throughSequence?: number;
      /** @description While it is running. */
      eventsRead?: number;
      /** @description That are to be read, while it is running. */
      events?: number;
      /** Format: date-time */
      endedAt?: string;
      /** @description That were made anew. */
      records?: number;
      /** @description What was not as it had been recorded. Empty is good. */
      findings?: components['schemas']['AuditRebuildFinding'][];
    };
    AuditRebuildFinding: {
      /** @description `altered`, `missing`, `surplus`: put right. `lost`: its event is gone from its log. `unlike`: its event tells of something else than was sealed. Both are left as they are. */
      kind: string;
      records: number;
      /** @description The first hundred of them. */
      sequences: number[];
    };
    AuditRetention: {
      days: number;
      /** @description The last sequence that was dropped. */
      droppedThrough: number;
      holds: {
        id: string;
        reason: string;
        /** Format: date-time */
        placedAt: string;
        placedBy: string;
      }[];
    };
    SetAuditRetention: {
      days: number;
    };
    AuditHold: {
      id: string;
    };
    AuditErased: {
      /** @description Whose personal fields are gone. */
      records: number;
    };
    RegisterAuditWebhook: {
      name: string;
      /** @description https, and no private network. */
      url: string;
      /** @description Every condition that is given must hold. */
      filter?: {
        /** @default [] */
        actors: string[];
        /** @default [] */
        actions: string[];
        /** @default [] */
        targets: string[];
        /** @default [] */
        results: string[];
        /**
         * @description Addresses, or networks in CIDR notation.
         * @default []
         */
        addresses: string[];
        /** @default  */
        text: string;
      };
      /** @description The first record to deliver. */
      fromSequence?: number;
      /**
       * Format: date-time
       * @description The first moment, in the place of a sequence.
       */
      since?: string;
    };
    AuditWebhookWithSecret: {
      id: string;
      name: string;
      url: string;
      filter: {
        actors: string[];
        actions: string[];
        targets: string[];
        results: string[];
        addresses: string[];
        text: string;
      };
      /**
       * @description `parked`: it failed for too long, and waits for somebody to resume it.
       * @enum {string}
       */
      status: 'active' | 'paused' | 'parked';
      /** @description Why it is paused or parked. */
      reason: string;
      /** @description The newest record that was delivered. */
      deliveredThrough: number;
      /** @description Newer records that were not looked at yet. */
      lagRecords: number;
      /** @description How long the oldest of them has been there. */
      lagSeconds: number;
      /** @description In a row that failed. */
      attempts: number;
      /** Format: date-time */
      nextAttemptAt?: string;
      /** Format: date-time */
      lastAttemptAt?: string;
      lastOutcome: string;
      /** Format: date-time */
      createdAt: string;
      createdBy?: {
        id: string;
        /** @enum {string} */
        type: 'user' | 'api-token' | 'system';
      };
      /** @description Goes up with every change; what `ETag` names. */
      revision: number;
      /** @description What its receiver checks signatures with. Shown here, and never again. */
      secret: string;
    };
    AuditWebhookList: {
      results: components['schemas']['AuditWebhook'][];
    };
    AuditWebhook: {
      id: string;
      name: string;
      url: string;
      filter: {
        actors: string[];
        actions: string[];
        targets: string[];
        results: string[];
        addresses: string[];
        text: string;
      };
      /**
       * @description `parked`: it failed for too long, and waits for somebody to resume it.
       * @enum {string}
       */
      status: 'active' | 'paused' | 'parked';
      /** @description Why it is paused or parked. */
      reason: string;
      /** @description The newest record that was delivered. */
      deliveredThrough: number;
      /** @description Newer records that were not looked at yet. */
      lagRecords: number;
      /** @description How long the oldest of them has been there. */
      lagSeconds: number;
      /** @description In a row that failed. */
      attempts: number;
      /** Format: date-time */
      nextAttemptAt?: string;
      /** Format: date-time */
      lastAttemptAt?: string;
      lastOutcome: string;
      /** Format: date-time */
      createdAt: string;
      createdBy?: {
        id: string;
        /** @enum {string} */
        type: 'user' | 'api-token' | 'system';
      };
      /** @description Goes up with every change; what `ETag` names. */
      revision: number;
    };
    /** @description Without either it goes on where it stopped; with one it delivers again. */
    ResumeAuditWebhook: {
      /** @description The first record to deliver. */
      fromSequence?: number;
      /**
       * Format: date-time
       * @description The first moment, in the place of a sequence.
       */
      since?: string;
    };
    EnrichedBatch: {
      /** @description The events in their order, each with `p_enrichment` and `p_enrichment_status`; one that cannot be enriched is `{error: {code, message}}`. */
      results: {
        [key: string]: unknown;
      }[];
    };
    DataModelList: {
      results: components['schemas']['DataModel'][];
      /** @description Cursor of the next page; absent on the last. */
      next?: string;
    };
    DataModel: {
      /** @description `AWS.CloudTrail`, or a family such as `Suricata.*`. */
      logType: string;
      /** @enum {string} */
      origin: 'built-in' | 'custom';
      fields: {
        [key: string]: {
          /** @description A top-level field, or a path such as `$.a.b[0].c`. */
          path?: string;
          /** @description The name of an extractor. */
          method?: string;
        };
      };
      /** @description Where events carry what is looked up: fields, paths, or `p_any_…`. */
      selectors: string[];
      /** @description How often it was changed. */
      revision?: number;
      /** Format: date-time */
      updatedAt?: string;
      updatedBy?: {
        id: string;
        /** @enum {string} */
        type: 'user' | 'api-token' | 'system';
      };
    };
    DataModelVersions: {
      results: {
        /** @description How often it was changed. */
        revision: number;
        /** Format: date-time */
        updatedAt: string;
        updatedBy?: {
          id: string;
          /** @enum {string} */
          type: 'user' | 'api-token' | 'system';
        };
        /** @description Absent where it was removed. */
        definition?: {
          fields: {
            [key: string]: {
              /** @description A top-level field, or a path such as `$.a.b[0].c`. */
              path?: string;
              /** @description The name of an extractor. */
              method?: string;
            };
          };
          /** @description Where events carry what is looked up: fields, paths, or `p_any_…`. */
          selectors: string[];
        };
      }[];
    };
    WriteDataModel: {
      fields?: {
        [key: string]: {
          /** @description A top-level field, or a path such as `$.a.b[0].c`. */
          path?: string;
          /** @description The name of an extractor. */
          method?: string;
        };
      };
      /** @description Where events carry what is looked up: fields, paths, or `p_any_…`. */
      selectors?: string[];
    };
    EnrichmentRuleList: {
      results: components['schemas']['EnrichmentRule'][];
      /** @description Cursor of the next page; absent on the last. */
      next?: string;
    };
    EnrichmentRule: {
      name: string;
      description: string;
      enabled: boolean;
      /** @description `AWS.CloudTrail`, `AWS.*`, or `*`. */
      logTypes: string[];
      /** @description Where events carry what is looked up: fields, paths, or `p_any_…`. */
      selectors: string[];
      /** @description The table to look up in. */
      table: string;
      /** @description In CEL (https://cel.dev) over `event`, with `inCidr(value, "10.0.0.0/8")`. Empty: always. */
      condition: string;
      /** @description Of the rules for one selector and table the lowest number whose condition is met applies. */
      priority: number;
      /** @description How often it was changed. */
      revision: number;
      /** Format: date-time */
      updatedAt: string;
      updatedBy?: {
        id: string;
        /** @enum {string} */
        type: 'user' | 'api-token' | 'system';
      };
    };
    WriteEnrichmentRule: {
      description?: string;
      enabled?: boolean;
      /** @description `AWS.CloudTrail`, `AWS.*`, or `*`. */
      logTypes: string[];
      /** @description Where events carry what is looked up: fields, paths, or `p_any_…`. */
      selectors: string[];
      /** @description The table to look up in. */
      table: string;
      /** @description In CEL (https://cel.dev) over `event`, with `inCidr(value, "10.0.0.0/8")`. Empty: always. */
      condition?: string;
      /** @description Of the rules for one selector and table the lowest number whose condition is met applies. */
      priority?: number;
    };
    ExplainEvent: {
      logType: string;
      event: {
        [key: string]: unknown;
      };
    };
    EnrichmentExplanation: {
      /** @description The event as it would come out. */
      event: {
        [key: string]: unknown;
      };
      /** @description Every look-up in its order, those that were skipped included. */
      steps: {
        selector: string;
        /** @description `built-in` for what needs no rule. */
        rule: string;
        table: string;
        status: string;
      }[];
      /** @description Its values in the unified data model. */
      fields: {
        [key: string]: unknown;
      };
    };
    EnrichmentNotices: {
      results: {
        table: string;
        source: string;
        url: string;
        licence: string;
        attribution: string;
        ranges: number;
        rows: number;
        /** @description Of memory, in each replica. */
        bytes: number;
      }[];
    };
    LookupTableList: {
      results: components['schemas']['LookupTable'][];
      /** @description Cursor of the next page; absent on the last. */
      next?: string;
    };
    LookupTable: {
      name: string;
      description: string;
      reference: string;
      enabled: boolean;
      schema: {
        columns: {
          name: string;
          /** @enum {string} */
          type: 'string' | 'int' | 'float' | 'boolean' | 'timestamp' | 'json';
          required?: boolean;
          /** @description Rows are ignored after the time that stands here. */
          isExpiration?: boolean;
          /** @description The values are blocks of addresses. */
          validate?: {
            /** @enum {string} */
            cidr: 'ipv4' | 'ipv6' | 'any';
          };
        }[];
        /** @description The column that values of events are looked up in: equal ones, or, where it holds blocks of addresses, the narrowest block that an address is in. */
        primaryKey: string;
        ignoreCase: boolean;
      };
      associations: {
        logType: string;
        selectors: string[];
      }[];
      /** @description Where data is fetched from by itself, and how often. */
      refresh?: {
        /** @description https://… or s3://bucket/key. */
        url?: string;
        /** @description A registered, active role that may read the object of S3. */
        roleArn?: string;
        /** @description The name of a file in the directory that the service is given. */
        file?: string;
        /**
         * @description `mmdb`: a MaxMind database; the key is the network, the other columns are named as the members of its records are (`country.iso_code`). `cloud-ranges`: the ranges that AWS, Google Cloud or Azure publish, with block, provider, region, services. `tor-exits`: either list of exit nodes that the Tor project publishes, with address, fingerprint, last_seen.
         * @enum {string}
         */
        format: 'csv' | 'jsonl' | 'mmdb' | 'cloud-ranges' | 'tor-exits';
        periodMinutes?: number;
        /** @description Five fields, in UTC. */
        cron?: string;
        /** @description Without new data, or news that there is none, for so long, an event says so. */
        alarmMinutes?: number;
      };
      /** @description In force. Absent before there is any data. */
      active?: {
        id: string;
        rows: number;
        /** @description Kept, uncompressed. */
        bytes: number;
        added: number;
        removed: number;
        changed: number;
      };
      /** @description Being loaded by the replicas. */
      staged?: {
        id: string;
        rows: number;
        /** @description Kept, uncompressed. */
        bytes: number;
        added: number;
        removed: number;
        changed: number;
      };
      /** @description Why the newest import failed, if it did. */
      fault?: {
        problem: string;
        line?: number;
        column?: string;
      };
      /** @description In one replica. */
      memoryBytes: number;
      revision: number;
      /** Format: date-time */
      updatedAt: string;
      updatedBy?: {
        id: string;
        /** @enum {string} */
        type: 'user' | 'api-token' | 'system';
      };
    };
    LookUpKeys: {
      keys: string[];
    };
    LookUpResults: {
      /** @description In the order of the keys. */
      results: {
        key: string;
        /** @description `hit`, `not_found`, `skipped(…)`. */
        status: string;
        row?: {
          [key: string]: unknown;
        };
      }[];
    };
    LookupImport: {
      id: string;
      table: string;
      /** @enum {string} */
      state: 'receiving' | 'waiting' | 'done' | 'failed';
      /** @description As they were sent. */
      bytes: number;
      /** Format: date-time */
      createdAt: string;
      /** Format: date-time */
      finishedAt?: string;
      fault?: {
        problem: string;
        line?: number;
        column?: string;
      };
      version?: {
        id: string;
        rows: number;
        /** @description Kept, uncompressed. */
        bytes: number;
        added: number;
        removed: number;
        changed: number;
      };
    };
    LookupImportList: {
      results: components['schemas']['LookupImport'][];
    };
    AskProvider: {
      values: string[];
      /**
       * @description Absent: whatever it looks like.
       * @enum {string}
       */
      kind?: 'ip' | 'domain' | 'hash' | 'url';
      /** @description May use what is reserved for alerts. */
      alert?: boolean;
      /** @description How long a value may wait for units of the quota. Absent: now or not at all. */
      waitMs?: number;
    };
    ProviderAnswers: {
      /** @description One for each value, in their order. */
      results: {
        value: string;
        kind?: string;
        /** @description `hit`, `fresh`, `stale`, `not_found`, `skipped`, `throttled`, `open`, `timeout`, `denied` or `error`. */
        status: string;
        /** @description Why, where the status does not say it. */
        reason?: string;
        /** @description `malicious`, `suspicious`, `clean`, `benign` or `unrated`. */
        verdict?: string;
        row?: {
          [key: string]: unknown;
        };
        /** @description How long ago it was said. */
        ageMs?: number;
        /** @description Who remembered it: this `process`, or all replicas (`shared`). */
        tier?: string;
        /**
         * Format: date-time
         * @description When asking again may help.
         */
        retryAt?: string;
      }[];
    };
    PurgeProviderAnswers: {
      /** @description What was said of this. Absent: of everything. */
      value?: string;
      /**
       * @description Absent: whatever it looks like.
       * @enum {string}
       */
      kind?: 'ip' | 'domain' | 'hash' | 'url';
      /** @description What was answered so, or `not_found`. Absent: whatever was answered. */
      verdict?: string;
    };
    PurgedProviderAnswers: {
      /** @description Answers that replicas shared and that are gone. */
      purged: number;
    };
    ProviderQuotaList: {
      results: {
        provider: string;
        /** @description All of them bind at once. */
        windows: {
          /** @description `rolling 60`, `fixed 86400`, `calendar …`. */
          window: string;
          limit: number;
          /** @description Spent, lent, or used by others with the same key. */
          used: number;
          left: number;
          /**
           * Format: date-time
           * @description When all of it is there again; of a rolling window, when the next unit is.
           */
          resetAt: string;
          /**
           * Format: date-time
           * @description When nothing is left if it goes on like this.
           */
          emptyAt?: string;
        }[];
      }[];
    };
    ProviderBreakerList: {
      results: components['schemas']['ProviderBreaker'][];
      /** @description Heard of in the last seconds. */
      replicas: number;
    };
    ProviderBreaker: {
      provider: string;
      /**
       * @description As most replicas have it.
       * @enum {string}
       */
      state: 'closed' | 'open' | 'half_open' | 'forced_open' | 'forced_closed';
      states: {
        replica: string;
        keyVersion: string;
        /** @enum {string} */
        state: 'closed' | 'open' | 'half_open' | 'forced_open' | 'forced_closed';
        /** @description `throttled`, `unavailable`, `timeout`, `slow`, `denied` or `malformed`. */
        cause?: string;
        /** Format: date-time */
        nextProbeAt?: string;
      }[];
      /** @description What an operator ordered; absent: calls decide. */
      order?: {
        /** @enum {string} */
        state: 'open' | 'closed';
        reason: string;
        /** Format: date-time */
        at: string;
        by?: {
          id: string;
          /** @enum {string} */
          type: 'user' | 'api-token' | 'system';
        };
      };
    };
    ForceProviderBreaker: {
      /**
       * @description `open`: no call; `closed`: every call; `automatic` takes the order back.
       * @enum {string}
       */
      state: 'open' | 'closed' | 'automatic';
      /** @description Needed for an order. */
      reason?: string;
    };
    EnrichmentProviderList: {
      results: components['schemas']['EnrichmentProvider'][];
      /** @description Cursor of the next page; absent on the last. */
      next?: string;
    };
    EnrichmentProvider: {
      name: string;
      description: string;
      enabled: boolean;
      /** @description `virustotal`, `greynoise`, `greynoise_community`, `abuseipdb`, `ipinfo`, `shodan`, `otx` or `urlscan`. Either this or `declared`. */
      builtIn?: string;
      /** @description One that speaks JSON over HTTP and is described, not programmed. */
      declared?: {
        kinds: ('ip' | 'domain' | 'hash' | 'url')[];
        baseUrl: string;
        /** @description With `{value}` and `{kind}`. */
        path: string;
        /** @description With `{value}`, `{kind}` and `{key}`. */
        query?: {
          [key: string]: string;
        };
        /** @description With `{kind}` and `{key}`. */
        headers?: {
          [key: string]: string;
        };
        notFoundIs404?: boolean;
        /** @description In CEL over `answer`: when it says that something is known. Empty: always. */
        found?: string;
        /** @description Members of the row, and where in the answer they are. */
        fields: {
          [key: string]: string;
        };
        /** @description The first whose condition, in CEL over `answer`, is met. */
        verdicts?: {
          when: string;
          /** @enum {string} */
          verdict: 'malicious' | 'suspicious' | 'clean' | 'benign' | 'unrated';
        }[];
        /** @description Units of the quota for one value. */
        cost?: number;
        countsSuccessOnly?: boolean;
        /** @description What the provider allows, and how it is shared out. */
        quota: {
          /** @description All of them bind at once. */
          windows: (
            | {
                /** @enum {string} */
                kind: 'rolling';
                seconds: number;
                limit: number;
              }
            | {
                /** @enum {string} */
                kind: 'fixed';
                seconds: number;
                limit: number;
              }
            | {
                /** @enum {string} */
                kind: 'calendar';
                cron: string;
                zone?: string;
                limit: number;
              }
          )[];
          /** @description How far the clock of the provider may be from ours. */
          guardMs?: number;
          /** @description How long a call may take. */
          transitMs?: number;
          leaseMs?: number;
          /** @description The share that only alerts may use. */
          reserve?: number;
          /** @description The most that one caller may use. */
          shares?: {
            [key: string]: number;
          };
        };
      };
      /** @description Where the key is kept: never the key itself. */
      key?: {
        /** @description A registered, active role that may read the secret. */
        roleArn: string;
        secretArn: string;
        /** @description Of its JSON. Absent: all of its text. */
        member?: string;
      };
      /** @description In the place of the built-in one. */
      baseUrl?: string;
      /** @description What the provider allows, and how it is shared out. */
      quota?: {
        /** @description All of them bind at once. */
        windows: (
          | {
              /** @enum {string} */
              kind: 'rolling';
              seconds: number;
              limit: number;
            }
          | {
              /** @enum {string} */
              kind: 'fixed';
              seconds: number;
              limit: number;
            }
          | {
              /** @enum {string} */
              kind: 'calendar';
              cron: string;
              zone?: string;
              limit: number;
            }
        )[];
        /** @description How far the clock of the provider may be from ours. */
        guardMs?: number;
        /** @description How long a call may take. */
        transitMs?: number;
        leaseMs?: number;
        /** @description The share that only alerts may use. */
        reserve?: number;
        /** @description The most that one caller may use. */
        shares?: {
          [key: string]: number;
        };
      };
      /** @description For how long answers are remembered, in seconds. */
      cache: {
        ttl?: {
          malicious?: number;
          suspicious?: number;
          clean?: number;
          benign?: number;
          unrated?: number;
          not_found?: number;
        };
        /** @description The part of it that is left to chance. */
        jitter?: number;
        /** @description So long after it is answered with, while it is asked about again. */
        staleWhileRevalidate?: number;
        /** @description So long after it is better than nothing. */
        staleIfError?: number;
      };
      revision: number;
      /** Format: date-time */
      updatedAt: string;
      updatedBy?: {
        id: string;
        /** @enum {string} */
        type: 'user' | 'api-token' | 'system';
      };
    };
    WriteEnrichmentProvider: {
      description?: string;
      enabled?: boolean;
      /** @description `virustotal`, `greynoise`, `greynoise_community`, `abuseipdb`, `ipinfo`, `shodan`, `otx` or `urlscan`. Either this or `declared`. */
      builtIn?: string;
      /** @description One that speaks JSON over HTTP and is described, not programmed. */
      declared?: {
        kinds: ('ip' | 'domain' | 'hash' | 'url')[];
        baseUrl: string;
        /** @description With `{value}` and `{kind}`. */
        path: string;
        /** @description With `{value}`, `{kind}` and `{key}`. */
        query?: {
          [key: string]: string;
        };
        /** @description With `{kind}` and `{key}`. */
        headers?: {
          [key: string]: string;
        };
        notFoundIs404?: boolean;
        /** @description In CEL over `answer`: when it says that something is known. Empty: always. */
        found?: string;
        /** @description Members of the row, and where in the answer they are. */
        fields: {
          [key: string]: string;
        };
        /** @description The first whose condition, in CEL over `answer`, is met. */
        verdicts?: {
          when: string;
          /** @enum {string} */
          verdict: 'malicious' | 'suspicious' | 'clean' | 'benign' | 'unrated';
        }[];
        /** @description Units of the quota for one value. */
        cost?: number;
        countsSuccessOnly?: boolean;
        /** @description What the provider allows, and how it is shared out. */
        quota: {
          /** @description All of them bind at once. */
          windows: (
            | {
                /** @enum {string} */
                kind: 'rolling';
                seconds: number;
                limit: number;
              }
            | {
                /** @enum {string} */
                kind: 'fixed';
                seconds: number;
                limit: number;
              }
            | {
                /** @enum {string} */
                kind: 'calendar';
                cron: string;
                zone?: string;
                limit: number;
              }
          )[];
          /** @description How far the clock of the provider may be from ours. */
          guardMs?: number;
          /** @description How long a call may take. */
          transitMs?: number;
          leaseMs?: number;
          /** @description The share that only alerts may use. */
          reserve?: number;
          /** @description The most that one caller may use. */
          shares?: {
            [key: string]: number;
          };
        };
      };
      /** @description Where the key is kept: never the key itself. */
      key?: {
        /** @description A registered, active role that may read the secret. */
        roleArn: string;
        secretArn: string;
        /** @description Of its JSON. Absent: all of its text. */
        member?: string;
      };
      /** @description In the place of the built-in one. */
      baseUrl?: string;
      /** @description What the provider allows, and how it is shared out. */
      quota?: {
        /** @description All of them bind at once. */
        windows: (
          | {
              /** @enum {string} */
              kind: 'rolling';
              seconds: number;
              limit: number;
            }
          | {
              /** @enum {string} */
              kind: 'fixed';
              seconds: number;
              limit: number;
            }
          | {
              /** @enum {string} */
              kind: 'calendar';
              cron: string;
              zone?: string;
              limit: number;
            }
        )[];
        /** @description How far the clock of the provider may be from ours. */
        guardMs?: number;
        /** @description How long a call may take. */
        transitMs?: number;
        leaseMs?: number;
        /** @description The share that only alerts may use. */
        reserve?: number;
        /** @description The most that one caller may use. */
        shares?: {
          [key: string]: number;
        };
      };
      /** @description For how long answers are remembered, in seconds. */
      cache?: {
        ttl?: {
          malicious?: number;
          suspicious?: number;
          clean?: number;
          benign?: number;
          unrated?: number;
          not_found?: number;
        };
        /** @description The part of it that is left to chance. */
        jitter?: number;
        /** @description So long after it is answered with, while it is asked about again. */
        staleWhileRevalidate?: number;
        /** @description So long after it is better than nothing. */
        staleIfError?: number;
      };
    };
    EnrichmentPipeline: {
      logs: {
        events: number;
        bytes: number;
        /** @description A queue that holds so much takes no more. */
        bytesMax: number;
        /**
         * Format: date-time
         * @description When its oldest event was put in.
         */
        oldestAt?: string;
        /** @description Handed to workers and not done. */
        inWork: number;
      };
      enriched: {
        events: number;
        bytes: number;
        /** @description A queue that holds so much takes no more. */
        bytesMax: number;
        /**
         * Format: date-time
         * @description When its oldest event was put in.
         */
        oldestAt?: string;
      };
      parked: number;
      parkedMax: number;
    };
    PutEvents: {
      accepted: number;
      /** @description Put in before under the same Idempotency-Key. */
      known: number;
      /** @description No events, and never will be. */
      refused: number;
      /** @description Of the first 100 that were refused. */
      errors: {
        line: number;
        code: string;
        message: string;
      }[];
    };
    ParkedEvents: {
      results: {
        id: string;
        logType: string;
        code: string;
        message: string;
        /** @description How often a worker had it. */
        deliveries: number;
        bytes: number;
        /** Format: date-time */
        parkedAt: string;
      }[];
      /** @description Cursor of the next page; absent on the last. */
      next?: string;
    };
    ParkedEvent: {
      id: string;
      logType: string;
      code: string;
      message: string;
      /** @description How often a worker had it. */
      deliveries: number;
      bytes: number;
      /** Format: date-time */
      parkedAt: string;
      /** @description As it was put in; it may be anything. */
      eventBase64: string;
    };
    SharedNamespace: {
      keys: number;
      keysMax: number;
    };
    IncrementCounter: {
      /** @description 1 if not given. */
      by?: number;
      /** @description Whose reaching `crossed` tells, once in a window. */
      threshold?: number;
      /** @description Opened by the first addition; then the counter starts from nothing. */
      windowSeconds: number;
    };
    IncrementedCounter: {
      count: number;
      /** @description Whether this addition reached the threshold. */
      crossed: boolean;
      /**
       * Format: date-time
       * @description Absent where there is none.
       */
      expiresAt?: string;
    };
    SharedCounter: {
      count: number;
      /**
       * Format: date-time
       * @description Absent where there is none.
       */
      expiresAt?: string;
    };
    ChangeSharedSet: {
      add?: string[];
      remove?: string[];
      /** @description The set holds afterwards what is added, and nothing else. */
      replace?: boolean;
      /** @description From now; at most 30 days. */
      ttlSeconds: number;
    };
    SharedSet: {
      members: string[];
      /**
       * Format: date-time
       * @description Absent where there is none.
       */
      expiresAt?: string;
    };
    PutSharedValue: {
      /** @description At most 64 kB. */
      value: components['schemas']['__schema0'];
      /** @description From now; at most 30 days. */
      ttlSeconds: number;
    };
    __schema0: unknown;
    SharedValue: {
      value: unknown;
      /**
       * Format: date-time
       * @description Absent where there is none.
       */
      expiresAt?: string;
    };
    EventBatch: {
      /** @description For example `AWS.CloudTrail`. An unknown one is enriched by what is found. */
      logType: string;
      events: {
        [key: string]: unknown;
      }[];
      /** @description May use what quotas reserve for alerts. */
      alert?: boolean;
      /** @description How long an event may wait for units of a quota, in milliseconds. */
      waitMs?: number;
    };
    WriteLookupTable: {
      description?: string;
      reference?: string;
      enabled?: boolean;
      schema: {
        columns: {
          name: string;
          /** @enum {string} */
          type: 'string' | 'int' | 'float' | 'boolean' | 'timestamp' | 'json';
          required?: boolean;
          /** @description Rows are ignored after the time that stands here. */
          isExpiration?: boolean;
          /** @description The values are blocks of addresses. */
          validate?: {
            /** @enum {string} */
            cidr: 'ipv4' | 'ipv6' | 'any';
          };
        }[];
        /** @description The column that values of events are looked up in: equal ones, or, where it holds blocks of addresses, the narrowest block that an address is in. */
        primaryKey: string;
        ignoreCase?: boolean;
      };
      /** @description Log types whose events are looked up in it, and by which fields. */
      associations?: {
        logType: string;
        selectors: string[];
      }[];
      /** @description Where data is fetched from by itself, and how often. */
      refresh?: {
        /** @description https://… or s3://bucket/key. */
        url?: string;
        /** @description A registered, active role that may read the object of S3. */
        roleArn?: string;
        /** @description The name of a file in the directory that the service is given. */
        file?: string;
        /**
         * @description `mmdb`: a MaxMind database; the key is the network, the other columns are named as the members of its records are (`country.iso_code`). `cloud-ranges`: the ranges that AWS, Google Cloud or Azure publish, with block, provider, region, services. `tor-exits`: either list of exit nodes that the Tor project publishes, with address, fingerprint, last_seen.
         * @enum {string}
         */
        format: 'csv' | 'jsonl' | 'mmdb' | 'cloud-ranges' | 'tor-exits';
        periodMinutes?: number;
        /** @description Five fields, in UTC. */
        cron?: string;
        /** @description Without new data, or news that there is none, for so long, an event says so. */
        alarmMinutes?: number;
      };
    };
  };
  responses: never;
  parameters: never;
  requestBodies: never;
  headers: never;
  pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
  listApiTokens: {
    parameters: {
      query?: {
        /** @description Most results of a page: 1 to 100, 50 if not given. */
        limit?: '' | string;
        /** @description The `next` of the page before. Without it, the first page. */
        cursor?: string;
        /** @description True: tokens that were deleted in the last 90 days, instead of those that are there. For who may manage tokens. */
        deleted?: 'true' | 'false';
        /** @description Only tokens that were neither used nor made since. */
        'unused-since'?: string;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['APITokenList'];
        };
      };
      /** @description bad_request: something in the request is wrong; `errors` says where. */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description unauthorized: the API key is missing, not valid, or not valid from this address. */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description forbidden: the API key lacks a permission. */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
    };
  };
  createApiToken: {
    parameters: {
      query?: never;
      header?: {
        /** @description The same key with the same request is answered again, value included, for a day; 409 while it is still being carried out, 422 with another request. */
        'Idempotency-Key'?: string;
      };
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['ModifyAPIToken'];
      };
    };
    responses: {
      /** @description The token, with its value this once. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['IssuedAPIToken'];
        };
      };
      /** @description bad_request: something in the request is wrong; `errors` says where. */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description unauthorized: the API key is missing, not valid, or not valid from this address. */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description forbidden: the API key lacks a permission. */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description conflict: it is not as the request takes it to be, or it would lock somebody out; `errors` says whom. */
      409: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description unprocessable: the idempotency key was used for another request. */
      422: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
    };
  };
  getApiToken: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @description Of the API token; `self` is the calling one. */
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['APIToken'];
        };
      };
      /** @description bad_request: something in the request is wrong; `errors` says where. */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description unauthorized: the API key is missing, not valid, or not valid from this address. */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description forbidden: the API key lacks a permission. */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description not_found: there is no such thing. */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
    };
  };
  updateApiToken: {
    parameters: {
      query?: {
        /** @description True: although it locks out the caller, or everybody. */
        force?: 'true' | 'false';
      };
      header?: {
        /** @description The `ETag` that it must have, or several. Otherwise 412, and nothing changes. */
        'If-Match'?: string;
      };
      path: {
        /** @description Of the API token; `self` is the calling one. */
        id: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['ModifyAPIToken'];
      };
    };
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['APIToken'];
        };
      };
      /** @description bad_request: something in the request is wrong; `errors` says where. */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description unauthorized: the API key is missing, not valid, or not valid from this address. */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description forbidden: the API key lacks a permission. */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description not_found: there is no such thing. */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description conflict: it is not as the request takes it to be, or it would lock somebody out; `errors` says whom. */
      409: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description precondition_failed: it is no longer as `If-Match` says. */
      412: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
    };
  };
  deleteApiToken: {
    parameters: {
      query?: {
        /** @description True: although it locks out the caller, or everybody. */
        force?: 'true' | 'false';
      };
      header?: {
        /** @description The `ETag` that it must have, or several. Otherwise 412, and nothing changes. */
        'If-Match'?: string;
      };
      path: {
        /** @description Of the API token; `self` is the calling one. */
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description It is gone. */
      204: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
      /** @description bad_request: something in the request is wrong; `errors` says where. */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description unauthorized: the API key is missing, not valid, or not valid from this address. */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description forbidden: the API key lacks a permission. */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description not_found: there is no such thing. */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description conflict: it is not as the request takes it to be, or it would lock somebody out; `errors` says whom. */
      409: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description precondition_failed: it is no longer as `If-Match` says. */
      412: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
    };
  };
  rotateApiToken: {
    parameters: {
      query?: never;
      header?: {
        /** @description The `ETag` that it must have, or several. Otherwise 412, and nothing changes. */
        'If-Match'?: string;
        /** @description The same key with the same request is answered again, value included, for a day; 409 while it is still being carried out, 422 with another request. */
        'Idempotency-Key'?: string;
      };
      path: {
        /** @description Of the API token; `self` is the calling one. */
        id: string;
      };
      cookie?: never;
    };
    requestBody?: {
      content: {
        'application/json': components['schemas']['RotateAPIToken'];
      };
    };
    responses: {
      /** @description The token, with its new value this once. The one before stops working at once, unless a grace period was asked for. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['IssuedAPIToken'];
        };
      };
      /** @description bad_request: something in the request is wrong; `errors` says where. */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description unauthorized: the API key is missing, not valid, or not valid from this address. */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description forbidden: the API key lacks a permission. */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description not_found: there is no such thing. */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description conflict: it is not as the request takes it to be, or it would lock somebody out; `errors` says whom. */
      409: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description precondition_failed: it is no longer as `If-Match` says. */
      412: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description unprocessable: the idempotency key was used for another request. */
      422: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
    };
  };
  endApiTokenRotation: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @description Of the API token; `self` is the calling one. */
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['APIToken'];
        };
      };
      /** @description bad_request: something in the request is wrong; `errors` says where. */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description unauthorized: the API key is missing, not valid, or not valid from this address. */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description forbidden: the API key lacks a permission. */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description not_found: there is no such thing. */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
    };
  };
  undoApiTokenRotation: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @description Of the API token; `self` is the calling one. */
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['APIToken'];
        };
      };
      /** @description bad_request: something in the request is wrong; `errors` says where. */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description unauthorized: the API key is missing, not valid, or not valid from this address. */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description forbidden: the API key lacks a permission. */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description not_found: there is no such thing. */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description conflict: it is not as the request takes it to be, or it would lock somebody out; `errors` says whom. */
      409: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
    };
  };
  listApiTokenGenerations: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @description Of the API token; `self` is the calling one. */
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['APITokenGenerationList'];
        };
      };
      /** @description bad_request: something in the request is wrong; `errors` says where. */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description unauthorized: the API key is missing, not valid, or not valid from this address. */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description forbidden: the API key lacks a permission. */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description not_found: there is no such thing. */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
    };
  };
  checkApiTokenAddress: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @description Of the API token; `self` is the calling one. */
        id: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['CheckAddress'];
      };
    };
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['AddressVerdict'];
        };
      };
      /** @description bad_request: something in the request is wrong; `errors` says where. */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description unauthorized: the API key is missing, not valid, or not valid from this address. */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description forbidden: the API key lacks a permission. */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description not_found: there is no such thing. */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
    };
  };
  disableApiToken: {
    parameters: {
      query?: {
        /** @description True: although it locks out the caller, or everybody. */
        force?: 'true' | 'false';
      };
      header?: {
        /** @description The `ETag` that it must have, or several. Otherwise 412, and nothing changes. */
        'If-Match'?: string;
      };
      path: {
        /** @description Of the API token; `self` is the calling one. */
        id: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['DisableAPIToken'];
      };
    };
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['APIToken'];
        };
      };
      /** @description bad_request: something in the request is wrong; `errors` says where. */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description unauthorized: the API key is missing, not valid, or not valid from this address. */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description forbidden: the API key lacks a permission. */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description not_found: there is no such thing. */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description conflict: it is not as the request takes it to be, or it would lock somebody out; `errors` says whom. */
      409: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description precondition_failed: it is no longer as `If-Match` says. */
      412: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
    };
  };
  enableApiToken: {
    parameters: {
      query?: never;
      header?: {
        /** @description The `ETag` that it must have, or several. Otherwise 412, and nothing changes. */
        'If-Match'?: string;
      };
      path: {
        /** @description Of the API token; `self` is the calling one. */
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['APIToken'];
        };
      };
      /** @description bad_request: something in the request is wrong; `errors` says where. */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description unauthorized: the API key is missing, not valid, or not valid from this address. */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description forbidden: the API key lacks a permission. */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description not_found: there is no such thing. */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description precondition_failed: it is no longer as `If-Match` says. */
      412: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
    };
  };
  reportLeakedApiTokens: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['LeakReport'];
      };
    };
    responses: {
      /** @description It will be dealt with. */
      202: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
      /** @description bad_request: something in the request is wrong; `errors` says where. */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
    };
  };
  revokeApiTokens: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['RevokeAPITokens'];
      };
    };
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['RevokedAPITokens'];
        };
      };
      /** @description bad_request: something in the request is wrong; `errors` says where. */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description unauthorized: the API key is missing, not valid, or not valid from this address. */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description forbidden: the API key lacks a permission. */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
    };
  };
  getApiTokenUsage: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @description Of the API token; `self` is the calling one. */
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['APITokenUsage'];
        };
      };
      /** @description bad_request: something in the request is wrong; `errors` says where. */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description unauthorized: the API key is missing, not valid, or not valid from this address. */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description forbidden: the API key lacks a permission. */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description not_found: there is no such thing. */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
    };
  };
  listPermissions: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['PermissionList'];
        };
      };
      /** @description unauthorized: the API key is missing, not valid, or not valid from this address. */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
    };
  };
  listIamRoles: {
    parameters: {
      query?: {
        /** @description Most results of a page: 1 to 100, 50 if not given. */
        limit?: '' | string;
        /** @description The `next` of the page before. Without it, the first page. */
        cursor?: string;
        status?: 'proposed' | 'verifying' | 'active' | 'degraded' | 'suspended' | 'revoked';
        environment?: 'detection' | 'unit-test';
        account?: string;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['IAMRoleList'];
        };
      };
      /** @description bad_request: something in the request is wrong; `errors` says where. */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description unauthorized: the API key is missing, not valid, or not valid from this address. */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description forbidden: the API key lacks a permission. */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
    };
  };
  proposeIamRole: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['ProposeIAMRole'];
      };
    };
    responses: {
      /** @description The role, with its external id. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['IAMRole'];
        };
      };
      /** @description bad_request: something in the request is wrong; `errors` says where. */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description unauthorized: the API key is missing, not valid, or not valid from this address. */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description forbidden: the API key lacks a permission. */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description conflict: it is not as the request takes it to be, or it would lock somebody out; `errors` says whom. */
      409: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
    };
  };
  listAssumableIamRoles: {
    parameters: {
      query: {
        environment: 'detection' | 'unit-test';
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['AssumableIAMRoles'];
        };
      };
      /** @description bad_request: something in the request is wrong; `errors` says where. */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description unauthorized: the API key is missing, not valid, or not valid from this address. */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description forbidden: the API key lacks a permission. */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
    };
  };
  getIamRole: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['IAMRoleWithSteps'];
        };
      };
      /** @description unauthorized: the API key is missing, not valid, or not valid from this address. */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description forbidden: the API key lacks a permission. */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description not_found: there is no such thing. */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
    };
  };
  getIamRoleTemplates: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['IAMRoleTemplates'];
        };
      };
      /** @description unauthorized: the API key is missing, not valid, or not valid from this address. */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description forbidden: the API key lacks a permission. */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description not_found: there is no such thing. */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
    };
  };
  reviewIamRole: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['IAMRolePolicies'];
      };
    };
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['IAMRoleReview'];
        };
      };
      /** @description bad_request: something in the request is wrong; `errors` says where. */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description unauthorized: the API key is missing, not valid, or not valid from this address. */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description forbidden: the API key lacks a permission. */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description not_found: there is no such thing. */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
    };
  };
  verifyIamRole: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['VerifyIAMRole'];
      };
    };
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['IAMRoleVerification'];
        };
      };
      /** @description bad_request: something in the request is wrong; `errors` says where. */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description unauthorized: the API key is missing, not valid, or not valid from this address. */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description forbidden: the API key lacks a permission. */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description not_found: there is no such thing. */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description conflict: it is not as the request takes it to be, or it would lock somebody out; `errors` says whom. */
      409: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
    };
  };
  listIamRoleVerifications: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['IAMRoleVerifications'];
        };
      };
      /** @description unauthorized: the API key is missing, not valid, or not valid from this address. */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description forbidden: the API key lacks a permission. */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description not_found: there is no such thing. */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
    };
  };
  suspendIamRole: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['IAMRoleReason'];
      };
    };
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['IAMRole'];
        };
      };
      /** @description bad_request: something in the request is wrong; `errors` says where. */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description unauthorized: the API key is missing, not valid, or not valid from this address. */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description forbidden: the API key lacks a permission. */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description not_found: there is no such thing. */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description conflict: it is not as the request takes it to be, or it would lock somebody out; `errors` says whom. */
      409: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
    };
  };
  reinstateIamRole: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['IAMRoleReason'];
      };
    };
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['IAMRole'];
        };
      };
      /** @description bad_request: something in the request is wrong; `errors` says where. */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description unauthorized: the API key is missing, not valid, or not valid from this address. */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description forbidden: the API key lacks a permission. */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description not_found: there is no such thing. */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description conflict: it is not as the request takes it to be, or it would lock somebody out; `errors` says whom. */
      409: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
    };
  };
  revokeIamRole: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['IAMRoleReason'];
      };
    };
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['IAMRole'];
        };
      };
      /** @description bad_request: something in the request is wrong; `errors` says where. */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description unauthorized: the API key is missing, not valid, or not valid from this address. */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description forbidden: the API key lacks a permission. */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description not_found: there is no such thing. */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
    };
  };
  listAccounts: {
    parameters: {
      query?: {
        /** @description Most results of a page: 1 to 100, 50 if not given. */
        limit?: '' | string;
        /** @description The `next` of the page before. Without it, the first page. */
        cursor?: string;
        status?: 'requested' | 'approved' | 'declined' | 'expired' | 'withdrawn';
        /** @description Of AWS, 12 digits. */
        account?: string;
        /** @description One of those that GET /accounts/regions lists. */
        region?: string;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['AccountList'];
        };
      };
      /** @description bad_request: something in the request is wrong; `errors` says where. */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description unauthorized: the API key is missing, not valid, or not valid from this address. */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description forbidden: the API key lacks a permission. */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
    };
  };
  requestAccount: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['RequestAccount'];
      };
    };
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Account'];
        };
      };
      /** @description bad_request: something in the request is wrong; `errors` says where. */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description unauthorized: the API key is missing, not valid, or not valid from this address. */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description forbidden: the API key lacks a permission. */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description conflict: it is not as the request takes it to be, or it would lock somebody out; `errors` says whom. */
      409: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
    };
  };
  listRegions: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Regions'];
        };
      };
      /** @description unauthorized: the API key is missing, not valid, or not valid from this address. */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description forbidden: the API key lacks a permission. */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
    };
  };
  getAccount: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Account'];
        };
      };
      /** @description unauthorized: the API key is missing, not valid, or not valid from this address. */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description forbidden: the API key lacks a permission. */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description not_found: there is no such thing. */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
    };
  };
  describeAccount: {
    parameters: {
      query?: never;
      header?: {
        /** @description The `ETag` that it must have, or several. Otherwise 412, and nothing changes. */
        'If-Match'?: string;
      };
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['DescribeAccount'];
      };
    };
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Account'];
        };
      };
      /** @description bad_request: something in the request is wrong; `errors` says where. */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description unauthorized: the API key is missing, not valid, or not valid from this address. */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description forbidden: the API key lacks a permission. */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description not_found: there is no such thing. */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description conflict: it is not as the request takes it to be, or it would lock somebody out; `errors` says whom. */
      409: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description precondition_failed: it is no longer as `If-Match` says. */
      412: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
    };
  };
  approveAccount: {
    parameters: {
      query?: never;
      header?: {
        /** @description The `ETag` that it must have, or several. Otherwise 412, and nothing changes. */
        'If-Match'?: string;
      };
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['ApproveAccount'];
      };
    };
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Account'];
        };
      };
      /** @description bad_request: something in the request is wrong; `errors` says where. */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description unauthorized: the API key is missing, not valid, or not valid from this address. */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description forbidden: the API key lacks a permission. */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description not_found: there is no such thing. */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description conflict: it is not as the request takes it to be, or it would lock somebody out; `errors` says whom. */
      409: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description precondition_failed: it is no longer as `If-Match` says. */
      412: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
    };
  };
  declineAccount: {
    parameters: {
      query?: never;
      header?: {
        /** @description The `ETag` that it must have, or several. Otherwise 412, and nothing changes. */
        'If-Match'?: string;
      };
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['AccountReason'];
      };
    };
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Account'];
        };
      };
      /** @description bad_request: something in the request is wrong; `errors` says where. */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description unauthorized: the API key is missing, not valid, or not valid from this address. */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description forbidden: the API key lacks a permission. */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description not_found: there is no such thing. */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description conflict: it is not as the request takes it to be, or it would lock somebody out; `errors` says whom. */
      409: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description precondition_failed: it is no longer as `If-Match` says. */
      412: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
    };
  };
  withdrawAccount: {
    parameters: {
      query?: never;
      header?: {
        /** @description The `ETag` that it must have, or several. Otherwise 412, and nothing changes. */
        'If-Match'?: string;
      };
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['AccountReason'];
      };
    };
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Account'];
        };
      };
      /** @description bad_request: something in the request is wrong; `errors` says where. */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description unauthorized: the API key is missing, not valid, or not valid from this address. */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description forbidden: the API key lacks a permission. */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description not_found: there is no such thing. */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description conflict: it is not as the request takes it to be, or it would lock somebody out; `errors` says whom. */
      409: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description precondition_failed: it is no longer as `If-Match` says. */
      412: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
    };
  };
  listRollouts: {
    parameters: {
      query?: {
        /** @description Most results of a page: 1 to 100, 20 if not given. */
        limit?: '' | string;
        /** @description The `next` of the page before. Without it, the first page. */
        cursor?: string;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['RolloutList'];
        };
      };
      /** @description bad_request: something in the request is wrong; `errors` says where. */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description unauthorized: the API key is missing, not valid, or not valid from this address. */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description forbidden: the API key lacks a permission. */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
    };
  };
  requestRollout: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['RequestRollout'];
      };
    };
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Rollout'];
        };
      };
      /** @description bad_request: something in the request is wrong; `errors` says where. */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description unauthorized: the API key is missing, not valid, or not valid from this address. */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description forbidden: the API key lacks a permission. */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
    };
  };
  getRollout: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Rollout'];
        };
      };
      /** @description unauthorized: the API key is missing, not valid, or not valid from this address. */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description forbidden: the API key lacks a permission. */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description not_found: there is no such thing. */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
    };
  };
  approveRollout: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Rollout'];
        };
      };
      /** @description unauthorized: the API key is missing, not valid, or not valid from this address. */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description forbidden: the API key lacks a permission. */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description not_found: there is no such thing. */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description conflict: it is not as the request takes it to be, or it would lock somebody out; `errors` says whom. */
      409: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
    };
  };
  pauseRollout: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['RolloutReason'];
      };
    };
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Rollout'];
        };
      };
      /** @description bad_request: something in the request is wrong; `errors` says where. */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description unauthorized: the API key is missing, not valid, or not valid from this address. */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description forbidden: the API key lacks a permission. */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description not_found: there is no such thing. */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description conflict: it is not as the request takes it to be, or it would lock somebody out; `errors` says whom. */
      409: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
    };
  };
  resumeRollout: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['RolloutReason'];
      };
    };
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Rollout'];
        };
      };
      /** @description bad_request: something in the request is wrong; `errors` says where. */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description unauthorized: the API key is missing, not valid, or not valid from this address. */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description forbidden: the API key lacks a permission. */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description not_found: there is no such thing. */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description conflict: it is not as the request takes it to be, or it would lock somebody out; `errors` says whom. */
      409: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
    };
  };
  cancelRollout: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['RolloutReason'];
      };
    };
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Rollout'];
        };
      };
      /** @description bad_request: something in the request is wrong; `errors` says where. */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description unauthorized: the API key is missing, not valid, or not valid from this address. */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description forbidden: the API key lacks a permission. */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description not_found: there is no such thing. */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description conflict: it is not as the request takes it to be, or it would lock somebody out; `errors` says whom. */
      409: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
    };
  };
  listFreezes: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['FreezeList'];
        };
      };
      /** @description unauthorized: the API key is missing, not valid, or not valid from this address. */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description forbidden: the API key lacks a permission. */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
    };
  };
  declareFreeze: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['DeclareFreeze'];
      };
    };
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Freeze'];
        };
      };
      /** @description bad_request: something in the request is wrong; `errors` says where. */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description unauthorized: the API key is missing, not valid, or not valid from this address. */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description forbidden: the API key lacks a permission. */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description conflict: it is not as the request takes it to be, or it would lock somebody out; `errors` says whom. */
      409: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
    };
  };
  liftFreeze: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['RolloutReason'];
      };
    };
    responses: {
      /** @description It is lifted. */
      204: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
      /** @description bad_request: something in the request is wrong; `errors` says where. */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description unauthorized: the API key is missing, not valid, or not valid from this address. */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description forbidden: the API key lacks a permission. */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description not_found: there is no such thing. */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
    };
  };
  listReleaseNotices: {
    parameters: {
      query?: {
        /** @description Most results of a page: 1 to 50, 20 if not given. */
        limit?: '' | string;
        /** @description The `next` of the page before. Without it, the first page. */
        cursor?: string;
      };
      header?: never;
      path: {
        version: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['ReleaseNoticeList'];
        };
      };
      /** @description bad_request: something in the request is wrong; `errors` says where. */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description unauthorized: the API key is missing, not valid, or not valid from this address. */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description forbidden: the API key lacks a permission. */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
    };
  };
  listDiagnoses: {
    parameters: {
      query?: {
        /** @description Most results of a page: 1 to 100, 20 if not given. */
        limit?: '' | string;
        /** @description The `next` of the page before. Without it, the first page. */
        cursor?: string;
      };
      header?: never;
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['DiagnosisList'];
        };
      };
      /** @description bad_request: something in the request is wrong; `errors` says where. */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description unauthorized: the API key is missing, not valid, or not valid from this address. */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description forbidden: the API key lacks a permission. */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description not_found: there is no such thing. */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
    };
  };
  keepDiagnosis: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['KeepDiagnosis'];
      };
    };
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['KeptDiagnosis'];
        };
      };
      /** @description bad_request: something in the request is wrong; `errors` says where. */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description unauthorized: the API key is missing, not valid, or not valid from this address. */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description forbidden: the API key lacks a permission. */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description not_found: there is no such thing. */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description conflict: it is not as the request takes it to be, or it would lock somebody out; `errors` says whom. */
      409: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
    };
  };
  getDiagnosis: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        id: string;
        number: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['KeptDiagnosis'];
        };
      };
      /** @description unauthorized: the API key is missing, not valid, or not valid from this address. */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description forbidden: the API key lacks a permission. */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description not_found: there is no such thing. */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
    };
  };
  getDiagnosisBundle: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        id: string;
        number: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description A .tar.gz. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/gzip': string;
        };
      };
      /** @description unauthorized: the API key is missing, not valid, or not valid from this address. */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/gzip': components['schemas']['Error'];
        };
      };
      /** @description forbidden: the API key lacks a permission. */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/gzip': components['schemas']['Error'];
        };
      };
      /** @description not_found: there is no such thing. */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/gzip': components['schemas']['Error'];
        };
      };
    };
  };
  diagnoseStack: {
    parameters: {
      query: {
        /** @description Name or ARN of the root stack. One that is deleted is known by its ARN only. */
        stack: string;
        /** @description The release that was to be deployed: whether its role has what is missing. */
        version?: string;
      };
      header?: never;
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['StackDiagnosis'];
        };
      };
      /** @description bad_request: something in the request is wrong; `errors` says where. */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description unauthorized: the API key is missing, not valid, or not valid from this address. */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description forbidden: the API key lacks a permission. */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description not_found: there is no such thing. */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description conflict: it is not as the request takes it to be, or it would lock somebody out; `errors` says whom. */
      409: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
    };
  };
  getAccountInspection: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Inspection'];
        };
      };
      /** @description unauthorized: the API key is missing, not valid, or not valid from this address. */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description forbidden: the API key lacks a permission. */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description not_found: there is no such thing. */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description conflict: it is not as the request takes it to be, or it would lock somebody out; `errors` says whom. */
      409: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
    };
  };
  listPreflights: {
    parameters: {
      query?: {
        /** @description Most results of a page: 1 to 100, 20 if not given. */
        limit?: '' | string;
        /** @description The `next` of the page before. Without it, the first page. */
        cursor?: string;
      };
      header?: never;
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['PreflightList'];
        };
      };
      /** @description bad_request: something in the request is wrong; `errors` says where. */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description unauthorized: the API key is missing, not valid, or not valid from this address. */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description forbidden: the API key lacks a permission. */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description not_found: there is no such thing. */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
    };
  };
  startPreflight: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['StartPreflight'];
      };
    };
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Preflight'];
        };
      };
      /** @description bad_request: something in the request is wrong; `errors` says where. */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description unauthorized: the API key is missing, not valid, or not valid from this address. */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description forbidden: the API key lacks a permission. */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description not_found: there is no such thing. */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description conflict: it is not as the request takes it to be, or it would lock somebody out; `errors` says whom. */
      409: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
    };
  };
  getPreflight: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        id: string;
        run: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Preflight'];
        };
      };
      /** @description unauthorized: the API key is missing, not valid, or not valid from this address. */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description forbidden: the API key lacks a permission. */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description not_found: there is no such thing. */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
    };
  };
  waivePreflightCheck: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        id: string;
        run: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['WaiveCheck'];
      };
    };
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Preflight'];
        };
      };
      /** @description bad_request: something in the request is wrong; `errors` says where. */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description unauthorized: the API key is missing, not valid, or not valid from this address. */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description forbidden: the API key lacks a permission. */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description not_found: there is no such thing. */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description conflict: it is not as the request takes it to be, or it would lock somebody out; `errors` says whom. */
      409: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
    };
  };
  followPreflight: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        id: string;
        run: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The preflight, again and again. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'text/event-stream': string;
        };
      };
      /** @description unauthorized: the API key is missing, not valid, or not valid from this address. */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'text/event-stream': components['schemas']['Error'];
        };
      };
      /** @description forbidden: the API key lacks a permission. */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'text/event-stream': components['schemas']['Error'];
        };
      };
      /** @description not_found: there is no such thing. */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'text/event-stream': components['schemas']['Error'];
        };
      };
    };
  };
  listReleases: {
    parameters: {
      query?: {
        /** @description Most results of a page: 1 to 100, 50 if not given. */
        limit?: '' | string;
        /** @description The `next` of the page before. Without it, the first page. */
        cursor?: string;
        /** @description As it was at the end of this day, 2026-11-22, in UTC. Today if not given. */
        asOf?: string;
        /** @description A deployment on candidate is offered what is stable as well. */
        channel?: 'stable' | 'candidate';
        /** @description Such as 1.25. */
        minor?: string;
        status?: 'listed' | 'unlisted' | 'withdrawn';
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['ReleaseList'];
        };
      };
      /** @description bad_request: something in the request is wrong; `errors` says where. */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description unauthorized: the API key is missing, not valid, or not valid from this address. */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description forbidden: the API key lacks a permission. */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
    };
  };
  listClosedEdges: {
    parameters: {
      query?: {
        /** @description Most results of a page: 1 to 100, 50 if not given. */
        limit?: '' | string;
        /** @description The `next` of the page before. Without it, the first page. */
        cursor?: string;
        /** @description As it was at the end of this day, 2026-11-22, in UTC. Today if not given. */
        asOf?: string;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['ClosedEdgeList'];
        };
      };
      /** @description bad_request: something in the request is wrong; `errors` says where. */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description unauthorized: the API key is missing, not valid, or not valid from this address. */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description forbidden: the API key lacks a permission. */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
    };
  };
  closeEdge: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['CloseEdge'];
      };
    };
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['ClosedEdge'];
        };
      };
      /** @description bad_request: something in the request is wrong; `errors` says where. */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description unauthorized: the API key is missing, not valid, or not valid from this address. */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description forbidden: the API key lacks a permission. */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
    };
  };
  openEdge: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['ReleaseReason'];
      };
    };
    responses: {
      204: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
      /** @description bad_request: something in the request is wrong; `errors` says where. */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description unauthorized: the API key is missing, not valid, or not valid from this address. */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description forbidden: the API key lacks a permission. */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description not_found: there is no such thing. */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
    };
  };
  getRelease: {
    parameters: {
      query?: {
        /** @description As it was at the end of this day, 2026-11-22, in UTC. Today if not given. */
        asOf?: string;
      };
      header?: never;
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['WholeRelease'];
        };
      };
      /** @description bad_request: something in the request is wrong; `errors` says where. */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description unauthorized: the API key is missing, not valid, or not valid from this address. */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description forbidden: the API key lacks a permission. */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description not_found: there is no such thing. */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
    };
  };
  registerRelease: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['RegisterRelease'];
      };
    };
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['WholeRelease'];
        };
      };
      /** @description bad_request: something in the request is wrong; `errors` says where. */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description unauthorized: the API key is missing, not valid, or not valid from this address. */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description forbidden: the API key lacks a permission. */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
    };
  };
  listRelease: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['WholeRelease'];
        };
      };
      /** @description bad_request: something in the request is wrong; `errors` says where. */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description unauthorized: the API key is missing, not valid, or not valid from this address. */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description forbidden: the API key lacks a permission. */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description not_found: there is no such thing. */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
    };
  };
  unlistRelease: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['WholeRelease'];
        };
      };
      /** @description bad_request: something in the request is wrong; `errors` says where. */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description unauthorized: the API key is missing, not valid, or not valid from this address. */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description forbidden: the API key lacks a permission. */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description not_found: there is no such thing. */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
    };
  };
  withdrawRelease: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['ReleaseReason'];
      };
    };
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['WholeRelease'];
        };
      };
      /** @description bad_request: something in the request is wrong; `errors` says where. */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description unauthorized: the API key is missing, not valid, or not valid from this address. */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description forbidden: the API key lacks a permission. */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description not_found: there is no such thing. */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
    };
  };
  planUpgrade: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['PlanUpgrade'];
      };
    };
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['UpgradePlan'];
        };
      };
      /** @description bad_request: something in the request is wrong; `errors` says where. */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description unauthorized: the API key is missing, not valid, or not valid from this address. */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description forbidden: the API key lacks a permission. */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description not_found: there is no such thing. */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description conflict: it is not as the request takes it to be, or it would lock somebody out; `errors` says whom. */
      409: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
    };
  };
  checkParameters: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['CheckParameters'];
      };
    };
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['ParameterVerdict'];
        };
      };
      /** @description bad_request: something in the request is wrong; `errors` says where. */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description unauthorized: the API key is missing, not valid, or not valid from this address. */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description forbidden: the API key lacks a permission. */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description not_found: there is no such thing. */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
    };
  };
  listOverrides: {
    parameters: {
      query?: {
        /** @description Most results of a page: 1 to 100, 50 if not given. */
        limit?: '' | string;
        /** @description The `next` of the page before. Without it, the first page. */
        cursor?: string;
        status?: 'requested' | 'approved' | 'withdrawn';
        /** @description Account and region: 123456789012-us-east-1. */
        accountId?: string;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['UpgradeOverrideList'];
        };
      };
      /** @description bad_request: something in the request is wrong; `errors` says where. */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description unauthorized: the API key is missing, not valid, or not valid from this address. */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description forbidden: the API key lacks a permission. */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
    };
  };
  requestOverride: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['RequestOverride'];
      };
    };
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['UpgradeOverride'];
        };
      };
      /** @description bad_request: something in the request is wrong; `errors` says where. */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description unauthorized: the API key is missing, not valid, or not valid from this address. */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description forbidden: the API key lacks a permission. */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description not_found: there is no such thing. */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
    };
  };
  getOverride: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['UpgradeOverride'];
        };
      };
      /** @description unauthorized: the API key is missing, not valid, or not valid from this address. */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description forbidden: the API key lacks a permission. */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description not_found: there is no such thing. */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
    };
  };
  approveOverride: {
    parameters: {
      query?: never;
      header?: {
        /** @description The `ETag` that it must have, or several. Otherwise 412, and nothing changes. */
        'If-Match'?: string;
      };
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['ApproveOverride'];
      };
    };
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['UpgradeOverride'];
        };
      };
      /** @description bad_request: something in the request is wrong; `errors` says where. */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description unauthorized: the API key is missing, not valid, or not valid from this address. */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description forbidden: the API key lacks a permission. */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description not_found: there is no such thing. */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description conflict: it is not as the request takes it to be, or it would lock somebody out; `errors` says whom. */
      409: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description precondition_failed: it is no longer as `If-Match` says. */
      412: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
    };
  };
  withdrawOverride: {
    parameters: {
      query?: never;
      header?: {
        /** @description The `ETag` that it must have, or several. Otherwise 412, and nothing changes. */
        'If-Match'?: string;
      };
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['WithdrawOverride'];
      };
    };
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['UpgradeOverride'];
        };
      };
      /** @description bad_request: something in the request is wrong; `errors` says where. */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description unauthorized: the API key is missing, not valid, or not valid from this address. */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description forbidden: the API key lacks a permission. */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description not_found: there is no such thing. */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description precondition_failed: it is no longer as `If-Match` says. */
      412: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
    };
  };
  listDeployments: {
    parameters: {
      query?: {
        /** @description Most results of a page: 1 to 100, 20 if not given. */
        limit?: '' | string;
        /** @description The `next` of the page before. Without it, the first page. */
        cursor?: string;
        /** @description Account and region, as GET /accounts lists it: `123456789012-us-east-1`. */
        accountId?: string;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['DeploymentList'];
        };
      };
      /** @description bad_request: something in the request is wrong; `errors` says where. */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description unauthorized: the API key is missing, not valid, or not valid from this address. */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description forbidden: the API key lacks a permission. */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
    };
  };
  requestDeployment: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['RequestDeployment'];
      };
    };
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Deployment'];
        };
      };
      /** @description bad_request: something in the request is wrong; `errors` says where. */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description unauthorized: the API key is missing, not valid, or not valid from this address. */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description forbidden: the API key lacks a permission. */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description not_found: there is no such thing. */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description conflict: it is not as the request takes it to be, or it would lock somebody out; `errors` says whom. */
      409: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description unprocessable: the idempotency key was used for another request. */
      422: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
    };
  };
  getDeployment: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        id: string;
        run: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Deployment'];
        };
      };
      /** @description unauthorized: the API key is missing, not valid, or not valid from this address. */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description forbidden: the API key lacks a permission. */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description not_found: there is no such thing. */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
    };
  };
  approveDeployment: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        id: string;
        run: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['ApproveDeployment'];
      };
    };
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Deployment'];
        };
      };
      /** @description bad_request: something in the request is wrong; `errors` says where. */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description unauthorized: the API key is missing, not valid, or not valid from this address. */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description forbidden: the API key lacks a permission. */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description not_found: there is no such thing. */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description conflict: it is not as the request takes it to be, or it would lock somebody out; `errors` says whom. */
      409: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
    };
  };
  acknowledgeDeploymentTask: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        id: string;
        run: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['AcknowledgeTask'];
      };
    };
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Deployment'];
        };
      };
      /** @description bad_request: something in the request is wrong; `errors` says where. */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description unauthorized: the API key is missing, not valid, or not valid from this address. */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description forbidden: the API key lacks a permission. */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description not_found: there is no such thing. */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description conflict: it is not as the request takes it to be, or it would lock somebody out; `errors` says whom. */
      409: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
    };
  };
  pauseDeployment: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        id: string;
        run: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['DeploymentReason'];
      };
    };
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Deployment'];
        };
      };
      /** @description bad_request: something in the request is wrong; `errors` says where. */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description unauthorized: the API key is missing, not valid, or not valid from this address. */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description forbidden: the API key lacks a permission. */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description not_found: there is no such thing. */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description conflict: it is not as the request takes it to be, or it would lock somebody out; `errors` says whom. */
      409: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
    };
  };
  resumeDeployment: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        id: string;
        run: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['DeploymentReason'];
      };
    };
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Deployment'];
        };
      };
      /** @description bad_request: something in the request is wrong; `errors` says where. */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description unauthorized: the API key is missing, not valid, or not valid from this address. */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description forbidden: the API key lacks a permission. */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description not_found: there is no such thing. */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description conflict: it is not as the request takes it to be, or it would lock somebody out; `errors` says whom. */
      409: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
    };
  };
  recoverDeployment: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        id: string;
        run: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['RecoverDeployment'];
      };
    };
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Deployment'];
        };
      };
      /** @description bad_request: something in the request is wrong; `errors` says where. */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description unauthorized: the API key is missing, not valid, or not valid from this address. */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description forbidden: the API key lacks a permission. */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description not_found: there is no such thing. */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description conflict: it is not as the request takes it to be, or it would lock somebody out; `errors` says whom. */
      409: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
    };
  };
  cancelDeployment: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        id: string;
        run: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['DeploymentReason'];
      };
    };
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Deployment'];
        };
      };
      /** @description bad_request: something in the request is wrong; `errors` says where. */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description unauthorized: the API key is missing, not valid, or not valid from this address. */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description forbidden: the API key lacks a permission. */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description not_found: there is no such thing. */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description conflict: it is not as the request takes it to be, or it would lock somebody out; `errors` says whom. */
      409: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
    };
  };
  followDeployment: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        id: string;
        run: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The deployment, again and again. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'text/event-stream': string;
        };
      };
      /** @description unauthorized: the API key is missing, not valid, or not valid from this address. */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'text/event-stream': components['schemas']['Error'];
        };
      };
      /** @description forbidden: the API key lacks a permission. */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'text/event-stream': components['schemas']['Error'];
        };
      };
      /** @description not_found: there is no such thing. */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'text/event-stream': components['schemas']['Error'];
        };
      };
    };
  };
  listAuditRecords: {
    parameters: {
      query?: {
        /** @description Most results of a page: 1 to 500, 50 if not given. */
        limit?: '' | string;
        /** @description The `next` of the page before. Without it, the first page. */
        cursor?: string;
        /** @description Id of who did it. Several, comma-separated. */
        actor?: string;
        /** @description Name of what was done: CREATE_API_TOKEN. Several, comma-separated. */
        action?: string;
        /** @description Id of what it was done to. Several, comma-separated. */
        target?: string;
        /** @description SUCCEEDED, FAILED or PARTIALLY_FAILED. Several, comma-separated. */
        result?: string;
        /** @description Address or network (CIDR) that it came from. Several, comma-separated. */
        address?: string;
        /** @description First moment. ISO 8601 with a zone: 2026-01-31T00:00:00Z. */
        since?: '' | string;
        /** @description Moment after the last. ISO 8601 with a zone: 2026-01-31T00:00:00Z. */
        until?: '' | string;
        /** @description Words that must be there: gold "gold token" or -silver. */
        text?: string;
        requestId?: string;
        /** @description newest if not given. */
        order?: 'newest' | 'oldest';
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['AuditRecordList'];
        };
      };
      /** @description bad_request: something in the request is wrong; `errors` says where. */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description unauthorized: the API key is missing, not valid, or not valid from this address. */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description forbidden: the API key lacks a permission. */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
    };
  };
  countAuditRecords: {
    parameters: {
      query?: {
        /** @description Id of who did it. Several, comma-separated. */
        actor?: string;
        /** @description Name of what was done: CREATE_API_TOKEN. Several, comma-separated. */
        action?: string;
        /** @description Id of what it was done to. Several, comma-separated. */
        target?: string;
        /** @description SUCCEEDED, FAILED or PARTIALLY_FAILED. Several, comma-separated. */
        result?: string;
        /** @description Address or network (CIDR) that it came from. Several, comma-separated. */
        address?: string;
        /** @description First moment. ISO 8601 with a zone: 2026-01-31T00:00:00Z. */
        since?: '' | string;
        /** @description Moment after the last. ISO 8601 with a zone: 2026-01-31T00:00:00Z. */
        until?: '' | string;
        /** @description Words that must be there: gold "gold token" or -silver. */
        text?: string;
        requestId?: string;
        /** @description hour if not given. */
        bucket?: 'minute' | 'hour' | 'day';
        by?: 'action' | 'result' | 'actor';
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['AuditCounts'];
        };
      };
      /** @description bad_request: something in the request is wrong; `errors` says where. */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description unauthorized: the API key is missing, not valid, or not valid from this address. */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description forbidden: the API key lacks a permission. */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
    };
  };
  exportAuditLog: {
    parameters: {
      query?: {
        /** @description Id of who did it. Several, comma-separated. */
        actor?: string;
        /** @description Name of what was done: CREATE_API_TOKEN. Several, comma-separated. */
        action?: string;
        /** @description Id of what it was done to. Several, comma-separated. */
        target?: string;
        /** @description SUCCEEDED, FAILED or PARTIALLY_FAILED. Several, comma-separated. */
        result?: string;
        /** @description Address or network (CIDR) that it came from. Several, comma-separated. */
        address?: string;
        /** @description First moment. ISO 8601 with a zone: 2026-01-31T00:00:00Z. */
        since?: '' | string;
        /** @description Moment after the last. ISO 8601 with a zone: 2026-01-31T00:00:00Z. */
        until?: '' | string;
        /** @description Words that must be there: gold "gold token" or -silver. */
        text?: string;
        requestId?: string;
        /** @description ndjson if not given. */
        format?: 'ndjson' | 'csv' | 'ocsf';
        /** @description First sequence: to go on with an export that broke off, the one after the last. */
        from?: '' | string;
        /** @description Last sequence, as `X-Audit-To` of the export that broke off. */
        to?: '' | string;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Headers `X-Audit-From` and `X-Audit-To` say which range it is. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/x-ndjson': string;
          'text/csv': string;
        };
      };
      /** @description bad_request: something in the request is wrong; `errors` says where. */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/x-ndjson': components['schemas']['Error'];
          'text/csv': components['schemas']['Error'];
        };
      };
      /** @description unauthorized: the API key is missing, not valid, or not valid from this address. */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/x-ndjson': components['schemas']['Error'];
          'text/csv': components['schemas']['Error'];
        };
      };
      /** @description forbidden: the API key lacks a permission. */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/x-ndjson': components['schemas']['Error'];
          'text/csv': components['schemas']['Error'];
        };
      };
    };
  };
  exportAuditCheckpoints: {
    parameters: {
      query?: {
        from?: string;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description One checkpoint per line. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/x-ndjson': string;
        };
      };
      /** @description bad_request: something in the request is wrong; `errors` says where. */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/x-ndjson': components['schemas']['Error'];
        };
      };
      /** @description unauthorized: the API key is missing, not valid, or not valid from this address. */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/x-ndjson': components['schemas']['Error'];
        };
      };
      /** @description forbidden: the API key lacks a permission. */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/x-ndjson': components['schemas']['Error'];
        };
      };
    };
  };
  listAuditCheckpoints: {
    parameters: {
      query?: {
        /** @description Most results of a page: 1 to 500, 50 if not given. */
        limit?: '' | string;
        /** @description The `next` of the page before. Without it, the first page. */
        cursor?: string;
        order?: 'newest' | 'oldest';
        /** @description Oldest first: begin with the last checkpoint before this sequence. */
        from?: string;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['AuditCheckpointList'];
        };
      };
      /** @description bad_request: something in the request is wrong; `errors` says where. */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description unauthorized: the API key is missing, not valid, or not valid from this address. */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description forbidden: the API key lacks a permission. */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
    };
  };
  proveAuditRecord: {
    parameters: {
      query?: {
        /** @description Of a checkpoint; of the newest if not given. */
        size?: string;
      };
      header?: never;
      path: {
        sequence: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['AuditInclusionProof'];
        };
      };
      /** @description bad_request: something in the request is wrong; `errors` says where. */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description unauthorized: the API key is missing, not valid, or not valid from this address. */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description forbidden: the API key lacks a permission. */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description not_found: there is no such thing. */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
    };
  };
  proveAuditConsistency: {
    parameters: {
      query: {
        older: string;
        newer: string;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['AuditConsistencyProof'];
        };
      };
      /** @description bad_request: something in the request is wrong; `errors` says where. */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description unauthorized: the API key is missing, not valid, or not valid from this address. */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description forbidden: the API key lacks a permission. */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description not_found: there is no such thing. */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
    };
  };
  getAuditManifest: {
    parameters: {
      query: {
        from: string;
        to: string;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['AuditManifest'];
        };
      };
      /** @description bad_request: something in the request is wrong; `errors` says where. */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description unauthorized: the API key is missing, not valid, or not valid from this address. */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description forbidden: the API key lacks a permission. */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description not_found: there is no such thing. */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
    };
  };
  listAuditKeys: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['AuditSigningKeyList'];
        };
      };
      /** @description unauthorized: the API key is missing, not valid, or not valid from this address. */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description forbidden: the API key lacks a permission. */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
    };
  };
  listAuditReaders: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['AuditReaderList'];
        };
      };
      /** @description unauthorized: the API key is missing, not valid, or not valid from this address. */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description forbidden: the API key lacks a permission. */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
    };
  };
  registerAuditReader: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['RegisterAuditReader'];
      };
    };
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['AuditReader'];
        };
      };
      /** @description bad_request: something in the request is wrong; `errors` says where. */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description unauthorized: the API key is missing, not valid, or not valid from this address. */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description forbidden: the API key lacks a permission. */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description conflict: it is not as the request takes it to be, or it would lock somebody out; `errors` says whom. */
      409: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
    };
  };
  getAuditReader: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['AuditReader'];
        };
      };
      /** @description unauthorized: the API key is missing, not valid, or not valid from this address. */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description forbidden: the API key lacks a permission. */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description not_found: there is no such thing. */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
    };
  };
  removeAuditReader: {
    parameters: {
      query?: never;
      header?: {
        /** @description The `ETag` that it must have, or several. Otherwise 412, and nothing changes. */
        'If-Match'?: string;
      };
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Its durable consumer goes with it. */
      204: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
      /** @description bad_request: something in the request is wrong; `errors` says where. */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description unauthorized: the API key is missing, not valid, or not valid from this address. */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description forbidden: the API key lacks a permission. */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description not_found: there is no such thing. */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description precondition_failed: it is no longer as `If-Match` says. */
      412: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
    };
  };
  getAuditRebuild: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['AuditRebuild'];
        };
      };
      /** @description unauthorized: the API key is missing, not valid, or not valid from this address. */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description forbidden: the API key lacks a permission. */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
    };
  };
  rebuildAuditLog: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['AuditReason'];
      };
    };
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['AuditRebuild'];
        };
      };
      /** @description bad_request: something in the request is wrong; `errors` says where. */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description unauthorized: the API key is missing, not valid, or not valid from this address. */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description forbidden: the API key lacks a permission. */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description conflict: it is not as the request takes it to be, or it would lock somebody out; `errors` says whom. */
      409: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
    };
  };
  getAuditRetention: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['AuditRetention'];
        };
      };
      /** @description unauthorized: the API key is missing, not valid, or not valid from this address. */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description forbidden: the API key lacks a permission. */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
    };
  };
  setAuditRetention: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['SetAuditRetention'];
      };
    };
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['AuditRetention'];
        };
      };
      /** @description bad_request: something in the request is wrong; `errors` says where. */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description unauthorized: the API key is missing, not valid, or not valid from this address. */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description forbidden: the API key lacks a permission. */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
    };
  };
  placeAuditHold: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['AuditReason'];
      };
    };
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['AuditHold'];
        };
      };
      /** @description bad_request: something in the request is wrong; `errors` says where. */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description unauthorized: the API key is missing, not valid, or not valid from this address. */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description forbidden: the API key lacks a permission. */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
    };
  };
  liftAuditHold: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['AuditReason'];
      };
    };
    responses: {
      /** @description It is no longer in force. */
      204: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
      /** @description bad_request: something in the request is wrong; `errors` says where. */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description unauthorized: the API key is missing, not valid, or not valid from this address. */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description forbidden: the API key lacks a permission. */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description not_found: there is no such thing. */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
    };
  };
  eraseAuditSubject: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['AuditReason'];
      };
    };
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['AuditErased'];
        };
      };
      /** @description bad_request: something in the request is wrong; `errors` says where. */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description unauthorized: the API key is missing, not valid, or not valid from this address. */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description forbidden: the API key lacks a permission. */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description not_found: there is no such thing. */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description conflict: it is not as the request takes it to be, or it would lock somebody out; `errors` says whom. */
      409: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
    };
  };
  streamAuditLog: {
    parameters: {
      query?: {
        /** @description Id of who did it. Several, comma-separated. */
        actor?: string;
        /** @description Name of what was done: CREATE_API_TOKEN. Several, comma-separated. */
        action?: string;
        /** @description Id of what it was done to. Several, comma-separated. */
        target?: string;
        /** @description SUCCEEDED, FAILED or PARTIALLY_FAILED. Several, comma-separated. */
        result?: string;
        /** @description Address or network (CIDR) that it came from. Several, comma-separated. */
        address?: string;
        /** @description First moment. ISO 8601 with a zone: 2026-01-31T00:00:00Z. */
        since?: '' | string;
        /** @description Moment after the last. ISO 8601 with a zone: 2026-01-31T00:00:00Z. */
        until?: '' | string;
        /** @description Words that must be there: gold "gold token" or -silver. */
        text?: string;
        requestId?: string;
        /** @description First sequence. Without it, `since` and `Last-Event-ID`: only what comes from now on. */
        from?: '' | string;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Records, oldest first. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'text/event-stream': string;
        };
      };
      /** @description bad_request: something in the request is wrong; `errors` says where. */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'text/event-stream': components['schemas']['Error'];
        };
      };
      /** @description unauthorized: the API key is missing, not valid, or not valid from this address. */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'text/event-stream': components['schemas']['Error'];
        };
      };
      /** @description forbidden: the API key lacks a permission. */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'text/event-stream': components['schemas']['Error'];
        };
      };
    };
  };
  listAuditWebhooks: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['AuditWebhookList'];
        };
      };
      /** @description unauthorized: the API key is missing, not valid, or not valid from this address. */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description forbidden: the API key lacks a permission. */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
    };
  };
  registerAuditWebhook: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['RegisterAuditWebhook'];
      };
    };
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['AuditWebhookWithSecret'];
        };
      };
      /** @description bad_request: something in the request is wrong; `errors` says where. */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description unauthorized: the API key is missing, not valid, or not valid from this address. */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description forbidden: the API key lacks a permission. */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description conflict: it is not as the request takes it to be, or it would lock somebody out; `errors` says whom. */
      409: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
    };
  };
  getAuditWebhook: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['AuditWebhook'];
        };
      };
      /** @description unauthorized: the API key is missing, not valid, or not valid from this address. */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description forbidden: the API key lacks a permission. */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description not_found: there is no such thing. */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
    };
  };
  removeAuditWebhook: {
    parameters: {
      query?: never;
      header?: {
        /** @description The `ETag` that it must have, or several. Otherwise 412, and nothing changes. */
        'If-Match'?: string;
      };
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Nothing is delivered to it any more. */
      204: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
      /** @description bad_request: something in the request is wrong; `errors` says where. */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description unauthorized: the API key is missing, not valid, or not valid from this address. */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description forbidden: the API key lacks a permission. */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description not_found: there is no such thing. */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description precondition_failed: it is no longer as `If-Match` says. */
      412: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
    };
  };
  pauseAuditWebhook: {
    parameters: {
      query?: never;
      header?: {
        /** @description The `ETag` that it must have, or several. Otherwise 412, and nothing changes. */
        'If-Match'?: string;
      };
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['AuditReason'];
      };
    };
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['AuditWebhook'];
        };
      };
      /** @description bad_request: something in the request is wrong; `errors` says where. */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description unauthorized: the API key is missing, not valid, or not valid from this address. */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description forbidden: the API key lacks a permission. */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description not_found: there is no such thing. */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description precondition_failed: it is no longer as `If-Match` says. */
      412: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
    };
  };
  resumeAuditWebhook: {
    parameters: {
      query?: never;
      header?: {
        /** @description The `ETag` that it must have, or several. Otherwise 412, and nothing changes. */
        'If-Match'?: string;
      };
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['ResumeAuditWebhook'];
      };
    };
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['AuditWebhook'];
        };
      };
      /** @description bad_request: something in the request is wrong; `errors` says where. */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description unauthorized: the API key is missing, not valid, or not valid from this address. */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description forbidden: the API key lacks a permission. */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description not_found: there is no such thing. */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description precondition_failed: it is no longer as `If-Match` says. */
      412: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
    };
  };
  rotateAuditWebhookSecret: {
    parameters: {
      query?: never;
      header?: {
        /** @description The `ETag` that it must have, or several. Otherwise 412, and nothing changes. */
        'If-Match'?: string;
      };
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['AuditWebhookWithSecret'];
        };
      };
      /** @description bad_request: something in the request is wrong; `errors` says where. */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description unauthorized: the API key is missing, not valid, or not valid from this address. */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description forbidden: the API key lacks a permission. */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description not_found: there is no such thing. */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description precondition_failed: it is no longer as `If-Match` says. */
      412: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
    };
  };
  enrichEvents: {
    parameters: {
      query?: {
        /** @description With NDJSON only: as in the body. */
        waitMs?: unknown;
        /** @description With NDJSON only: as in the body. */
        alert?: unknown;
        /** @description With NDJSON only, and needed there. */
        logType?: unknown;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['EventBatch'];
        'application/x-ndjson': components['schemas']['EventBatch'];
      };
    };
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['EnrichedBatch'];
        };
      };
      /** @description bad_request: something in the request is wrong; `errors` says where. */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description unauthorized: the API key is missing, not valid, or not valid from this address. */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description forbidden: the API key lacks a permission. */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description too_large: the body is larger than this route takes. */
      413: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description unsupported: the content type is not one of those listed. */
      415: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
    };
  };
  listDataModels: {
    parameters: {
      query?: {
        /** @description Most results of a page: 1 to 200, 100 if not given. */
        limit?: '' | string;
        /** @description The `next` of the page before. Without it, the first page. */
        cursor?: string;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['DataModelList'];
        };
      };
      /** @description bad_request: something in the request is wrong; `errors` says where. */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description unauthorized: the API key is missing, not valid, or not valid from this address. */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description forbidden: the API key lacks a permission. */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
    };
  };
  getDataModel: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        logType: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['DataModel'];
        };
      };
      /** @description unauthorized: the API key is missing, not valid, or not valid from this address. */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description forbidden: the API key lacks a permission. */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description not_found: there is no such thing. */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
    };
  };
  defineDataModel: {
    parameters: {
      query?: never;
      header?: {
        /** @description The `ETag` that it must have, or several. Otherwise 412, and nothing changes. */
        'If-Match'?: string;
      };
      path: {
        logType: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['WriteDataModel'];
        'application/yaml': components['schemas']['WriteDataModel'];
      };
    };
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['DataModel'];
        };
      };
      /** @description bad_request: something in the request is wrong; `errors` says where. */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description unauthorized: the API key is missing, not valid, or not valid from this address. */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description forbidden: the API key lacks a permission. */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description conflict: it is not as the request takes it to be, or it would lock somebody out; `errors` says whom. */
      409: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description precondition_failed: it is no longer as `If-Match` says. */
      412: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
    };
  };
  removeDataModel: {
    parameters: {
      query?: never;
      header?: {
        /** @description The `ETag` that it must have, or several. Otherwise 412, and nothing changes. */
        'If-Match'?: string;
      };
      path: {
        logType: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      204: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
      /** @description bad_request: something in the request is wrong; `errors` says where. */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description unauthorized: the API key is missing, not valid, or not valid from this address. */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description forbidden: the API key lacks a permission. */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description not_found: there is no such thing. */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description precondition_failed: it is no longer as `If-Match` says. */
      412: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
    };
  };
  listDataModelVersions: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        logType: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['DataModelVersions'];
        };
      };
      /** @description unauthorized: the API key is missing, not valid, or not valid from this address. */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description forbidden: the API key lacks a permission. */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
    };
  };
  listEnrichmentRules: {
    parameters: {
      query?: {
        /** @description Most results of a page: 1 to 200, 100 if not given. */
        limit?: '' | string;
        /** @description The `next` of the page before. Without it, the first page. */
        cursor?: string;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['EnrichmentRuleList'];
        };
      };
      /** @description bad_request: something in the request is wrong; `errors` says where. */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description unauthorized: the API key is missing, not valid, or not valid from this address. */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description forbidden: the API key lacks a permission. */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
    };
  };
  getEnrichmentRule: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        name: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['EnrichmentRule'];
        };
      };
      /** @description unauthorized: the API key is missing, not valid, or not valid from this address. */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description forbidden: the API key lacks a permission. */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description not_found: there is no such thing. */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
    };
  };
  defineEnrichmentRule: {
    parameters: {
      query?: never;
      header?: {
        /** @description The `ETag` that it must have, or several. Otherwise 412, and nothing changes. */
        'If-Match'?: string;
      };
      path: {
        name: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['WriteEnrichmentRule'];
      };
    };
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['EnrichmentRule'];
        };
      };
      /** @description bad_request: something in the request is wrong; `errors` says where. */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description unauthorized: the API key is missing, not valid, or not valid from this address. */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description forbidden: the API key lacks a permission. */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description conflict: it is not as the request takes it to be, or it would lock somebody out; `errors` says whom. */
      409: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description precondition_failed: it is no longer as `If-Match` says. */
      412: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
    };
  };
  removeEnrichmentRule: {
    parameters: {
      query?: never;
      header?: {
        /** @description The `ETag` that it must have, or several. Otherwise 412, and nothing changes. */
        'If-Match'?: string;
      };
      path: {
        name: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      204: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
      /** @description bad_request: something in the request is wrong; `errors` says where. */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description unauthorized: the API key is missing, not valid, or not valid from this address. */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description forbidden: the API key lacks a permission. */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description not_found: there is no such thing. */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description precondition_failed: it is no longer as `If-Match` says. */
      412: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
    };
  };
  explainEnrichment: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['ExplainEvent'];
      };
    };
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['EnrichmentExplanation'];
        };
      };
      /** @description bad_request: something in the request is wrong; `errors` says where. */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description unauthorized: the API key is missing, not valid, or not valid from this address. */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description forbidden: the API key lacks a permission. */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description too_large: the body is larger than this route takes. */
      413: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
    };
  };
  listEnrichmentNotices: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['EnrichmentNotices'];
        };
      };
      /** @description unauthorized: the API key is missing, not valid, or not valid from this address. */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
    };
  };
  listLookupTables: {
    parameters: {
      query?: {
        /** @description Most results of a page: 1 to 200, 100 if not given. */
        limit?: '' | string;
        /** @description The `next` of the page before. Without it, the first page. */
        cursor?: string;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['LookupTableList'];
        };
      };
      /** @description bad_request: something in the request is wrong; `errors` says where. */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description unauthorized: the API key is missing, not valid, or not valid from this address. */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description forbidden: the API key lacks a permission. */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
    };
  };
  getLookupTable: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        name: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['LookupTable'];
        };
      };
      /** @description unauthorized: the API key is missing, not valid, or not valid from this address. */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description forbidden: the API key lacks a permission. */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description not_found: there is no such thing. */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
    };
  };
  defineLookupTable: {
    parameters: {
      query?: never;
      header?: {
        /** @description The `ETag` that it must have, or several. Otherwise 412, and nothing changes. */
        'If-Match'?: string;
      };
      path: {
        name: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['WriteLookupTable'];
        'application/yaml': components['schemas']['WriteLookupTable'];
      };
    };
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['LookupTable'];
        };
      };
      /** @description bad_request: something in the request is wrong; `errors` says where. */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description unauthorized: the API key is missing, not valid, or not valid from this address. */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description forbidden: the API key lacks a permission. */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description conflict: it is not as the request takes it to be, or it would lock somebody out; `errors` says whom. */
      409: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description precondition_failed: it is no longer as `If-Match` says. */
      412: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
    };
  };
  removeLookupTable: {
    parameters: {
      query?: never;
      header?: {
        /** @description The `ETag` that it must have, or several. Otherwise 412, and nothing changes. */
        'If-Match'?: string;
      };
      path: {
        name: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      204: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
      /** @description bad_request: something in the request is wrong; `errors` says where. */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description unauthorized: the API key is missing, not valid, or not valid from this address. */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description forbidden: the API key lacks a permission. */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description not_found: there is no such thing. */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description precondition_failed: it is no longer as `If-Match` says. */
      412: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
    };
  };
  lookUp: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        name: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['LookUpKeys'];
      };
    };
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['LookUpResults'];
        };
      };
      /** @description bad_request: something in the request is wrong; `errors` says where. */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description unauthorized: the API key is missing, not valid, or not valid from this address. */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description forbidden: the API key lacks a permission. */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description not_found: there is no such thing. */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
    };
  };
  importLookupTable: {
    parameters: {
      query?: {
        /** @description Without it, as the content type says; csv for application/gzip. */
        format?: 'csv' | 'jsonl' | 'mmdb' | 'cloud-ranges' | 'tor-exits';
      };
      header?: never;
      path: {
        name: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'text/csv': string;
        'application/x-ndjson': string;
        'application/jsonl': string;
        'application/vnd.maxmind.maxmind-db': string;
        'application/gzip': string;
      };
    };
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['LookupImport'];
        };
      };
      /** @description bad_request: something in the request is wrong; `errors` says where. */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description unauthorized: the API key is missing, not valid, or not valid from this address. */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description forbidden: the API key lacks a permission. */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description not_found: there is no such thing. */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description conflict: it is not as the request takes it to be, or it would lock somebody out; `errors` says whom. */
      409: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description too_large: the body is larger than this route takes. */
      413: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description unsupported: the content type is not one of those listed. */
      415: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
    };
  };
  listLookupImports: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        name: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['LookupImportList'];
        };
      };
      /** @description unauthorized: the API key is missing, not valid, or not valid from this address. */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description forbidden: the API key lacks a permission. */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
    };
  };
  getLookupImport: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['LookupImport'];
        };
      };
      /** @description unauthorized: the API key is missing, not valid, or not valid from this address. */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description forbidden: the API key lacks a permission. */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description not_found: there is no such thing. */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
    };
  };
  askEnrichmentProvider: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        name: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['AskProvider'];
      };
    };
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['ProviderAnswers'];
        };
      };
      /** @description bad_request: something in the request is wrong; `errors` says where. */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description unauthorized: the API key is missing, not valid, or not valid from this address. */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description forbidden: the API key lacks a permission. */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description not_found: there is no such thing. */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
    };
  };
  purgeEnrichmentProvider: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        name: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['PurgeProviderAnswers'];
      };
    };
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['PurgedProviderAnswers'];
        };
      };
      /** @description bad_request: something in the request is wrong; `errors` says where. */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description unauthorized: the API key is missing, not valid, or not valid from this address. */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description forbidden: the API key lacks a permission. */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description not_found: there is no such thing. */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
    };
  };
  listProviderQuotas: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['ProviderQuotaList'];
        };
      };
      /** @description unauthorized: the API key is missing, not valid, or not valid from this address. */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description forbidden: the API key lacks a permission. */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
    };
  };
  listProviderBreakers: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['ProviderBreakerList'];
        };
      };
      /** @description unauthorized: the API key is missing, not valid, or not valid from this address. */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description forbidden: the API key lacks a permission. */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
    };
  };
  forceProviderBreaker: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        provider: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['ForceProviderBreaker'];
      };
    };
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['ProviderBreaker'];
        };
      };
      /** @description bad_request: something in the request is wrong; `errors` says where. */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description unauthorized: the API key is missing, not valid, or not valid from this address. */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description forbidden: the API key lacks a permission. */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description not_found: there is no such thing. */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
    };
  };
  listEnrichmentProviders: {
    parameters: {
      query?: {
        /** @description Most results of a page: 1 to 200, 100 if not given. */
        limit?: '' | string;
        /** @description The `next` of the page before. Without it, the first page. */
        cursor?: string;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['EnrichmentProviderList'];
        };
      };
      /** @description bad_request: something in the request is wrong; `errors` says where. */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description unauthorized: the API key is missing, not valid, or not valid from this address. */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description forbidden: the API key lacks a permission. */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
    };
  };
  getEnrichmentProvider: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        name: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['EnrichmentProvider'];
        };
      };
      /** @description unauthorized: the API key is missing, not valid, or not valid from this address. */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description forbidden: the API key lacks a permission. */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description not_found: there is no such thing. */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
    };
  };
  defineEnrichmentProvider: {
    parameters: {
      query?: never;
      header?: {
        /** @description The `ETag` that it must have, or several. Otherwise 412, and nothing changes. */
        'If-Match'?: string;
      };
      path: {
        name: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['WriteEnrichmentProvider'];
      };
    };
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['EnrichmentProvider'];
        };
      };
      /** @description bad_request: something in the request is wrong; `errors` says where. */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description unauthorized: the API key is missing, not valid, or not valid from this address. */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description forbidden: the API key lacks a permission. */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description conflict: it is not as the request takes it to be, or it would lock somebody out; `errors` says whom. */
      409: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description precondition_failed: it is no longer as `If-Match` says. */
      412: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
    };
  };
  removeEnrichmentProvider: {
    parameters: {
      query?: never;
      header?: {
        /** @description The `ETag` that it must have, or several. Otherwise 412, and nothing changes. */
        'If-Match'?: string;
      };
      path: {
        name: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      204: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
      /** @description bad_request: something in the request is wrong; `errors` says where. */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description unauthorized: the API key is missing, not valid, or not valid from this address. */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description forbidden: the API key lacks a permission. */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description not_found: there is no such thing. */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description precondition_failed: it is no longer as `If-Match` says. */
      412: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
    };
  };
  getEnrichmentPipeline: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['EnrichmentPipeline'];
        };
      };
      /** @description unauthorized: the API key is missing, not valid, or not valid from this address. */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description forbidden: the API key lacks a permission. */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
    };
  };
  putLogEvents: {
    parameters: {
      query: {
        /** @description For example `AWS.CloudTrail`. An unknown one is enriched by what is found. */
        logType: string;
      };
      header?: {
        /** @description Lines that are sent again under the same key within two minutes are known, and not put in again. */
        'Idempotency-Key'?: string;
      };
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      202: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['PutEvents'];
        };
      };
      /** @description bad_request: something in the request is wrong; `errors` says where. */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description unauthorized: the API key is missing, not valid, or not valid from this address. */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description forbidden: the API key lacks a permission. */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description unsupported: the content type is not one of those listed. */
      415: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
    };
  };
  listParkedEvents: {
    parameters: {
      query?: {
        /** @description Most results of a page: 1 to 200, 100 if not given. */
        limit?: '' | string;
        /** @description The `next` of the page before. Without it, the first page. */
        cursor?: string;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['ParkedEvents'];
        };
      };
      /** @description bad_request: something in the request is wrong; `errors` says where. */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description unauthorized: the API key is missing, not valid, or not valid from this address. */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description forbidden: the API key lacks a permission. */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
    };
  };
  getParkedEvent: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['ParkedEvent'];
        };
      };
      /** @description unauthorized: the API key is missing, not valid, or not valid from this address. */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description forbidden: the API key lacks a permission. */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description not_found: there is no such thing. */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
    };
  };
  skipParkedEvent: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      204: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
      /** @description unauthorized: the API key is missing, not valid, or not valid from this address. */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description forbidden: the API key lacks a permission. */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description not_found: there is no such thing. */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
    };
  };
  replayParkedEvent: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      204: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
      /** @description unauthorized: the API key is missing, not valid, or not valid from this address. */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description forbidden: the API key lacks a permission. */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description not_found: there is no such thing. */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
    };
  };
  getSharedNamespace: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        namespace: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['SharedNamespace'];
        };
      };
      /** @description bad_request: something in the request is wrong; `errors` says where. */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description unauthorized: the API key is missing, not valid, or not valid from this address. */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description forbidden: the API key lacks a permission. */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
    };
  };
  clearSharedNamespace: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        namespace: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      204: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
      /** @description bad_request: something in the request is wrong; `errors` says where. */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description unauthorized: the API key is missing, not valid, or not valid from this address. */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description forbidden: the API key lacks a permission. */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
    };
  };
  getSharedCounter: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        namespace: string;
        key: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['SharedCounter'];
        };
      };
      /** @description bad_request: something in the request is wrong; `errors` says where. */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description unauthorized: the API key is missing, not valid, or not valid from this address. */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description forbidden: the API key lacks a permission. */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
    };
  };
  incrementSharedCounter: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        namespace: string;
        key: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['IncrementCounter'];
      };
    };
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['IncrementedCounter'];
        };
      };
      /** @description bad_request: something in the request is wrong; `errors` says where. */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description unauthorized: the API key is missing, not valid, or not valid from this address. */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description forbidden: the API key lacks a permission. */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description conflict: it is not as the request takes it to be, or it would lock somebody out; `errors` says whom. */
      409: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
    };
  };
  getSharedSet: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        namespace: string;
        key: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['SharedSet'];
        };
      };
      /** @description bad_request: something in the request is wrong; `errors` says where. */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description unauthorized: the API key is missing, not valid, or not valid from this address. */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description forbidden: the API key lacks a permission. */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
    };
  };
  changeSharedSet: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        namespace: string;
        key: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['ChangeSharedSet'];
      };
    };
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['SharedSet'];
        };
      };
      /** @description bad_request: something in the request is wrong; `errors` says where. */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description unauthorized: the API key is missing, not valid, or not valid from this address. */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description forbidden: the API key lacks a permission. */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description conflict: it is not as the request takes it to be, or it would lock somebody out; `errors` says whom. */
      409: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description too_large: the body is larger than this route takes. */
      413: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
    };
  };
  getSharedValue: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        namespace: string;
        key: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['SharedValue'];
        };
      };
      /** @description bad_request: something in the request is wrong; `errors` says where. */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description unauthorized: the API key is missing, not valid, or not valid from this address. */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description forbidden: the API key lacks a permission. */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description not_found: there is no such thing. */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
    };
  };
  putSharedValue: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        namespace: string;
        key: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['PutSharedValue'];
      };
    };
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['SharedValue'];
        };
      };
      /** @description bad_request: something in the request is wrong; `errors` says where. */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description unauthorized: the API key is missing, not valid, or not valid from this address. */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description forbidden: the API key lacks a permission. */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description conflict: it is not as the request takes it to be, or it would lock somebody out; `errors` says whom. */
      409: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
    };
  };
  forgetSharedState: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        namespace: string;
        kind: string;
        key: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      204: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
      /** @description bad_request: something in the request is wrong; `errors` says where. */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description unauthorized: the API key is missing, not valid, or not valid from this address. */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description forbidden: the API key lacks a permission. */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description not_found: there is no such thing. */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
    };
  };
}
