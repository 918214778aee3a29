# The roles that Margay speaks to AWS as, in its own account. Those in customers' accounts it makes ready to paste itself.

terraform {
  required_version = ">= 1.6"
  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = ">= 5.0"
    }
  }
}

variable "name" {
  description = "What the names of the roles begin with."
  type        = string
  default     = "margay"
}

variable "oidc" {
  description = "The cluster's identity provider, where the services run on Kubernetes: its ARN, its issuer without https://, and their namespace."
  type = object({
    provider_arn = string
    issuer       = string
    namespace    = string
  })
  default = null
}

variable "trusted_principal_arns" {
  description = "Who else may become engine and inspector: the role of a machine that runs the services."
  type        = list(string)
  default     = []
}

variable "customer_role_names" {
  description = "Names of the roles that may be registered in customers' accounts, with * and ?."
  type        = list(string)
  default     = ["margay-*"]
}

data "aws_caller_identity" "own" {}
data "aws_partition" "own" {}

module "policies" {
  source                 = "./policies"
  partition              = data.aws_partition.own.partition
  account_id             = data.aws_caller_identity.own.account_id
  name                   = var.name
  oidc                   = var.oidc
  trusted_principal_arns = var.trusted_principal_arns
  customer_role_names    = var.customer_role_names
}

resource "aws_iam_role" "engine" {
  name               = "${var.name}-engine"
  description        = "Detections and enrichment: becomes the registered roles of customers."
  assume_role_policy = module.policies.trust["engine"]

  lifecycle {
    precondition {
      condition     = var.oidc != null || length(var.trusted_principal_arns) > 0
      error_message = "Nobody could become these roles: say oidc or trusted_principal_arns."
    }
  }
}

resource "aws_iam_role_policy" "engine" {
  name   = "become"
  role   = aws_iam_role.engine.id
  policy = module.policies.permissions["engine"]
}

# Trusts the engine by its ARN, which IAM refuses before there is an engine.
resource "aws_iam_role" "unit_test" {
  name               = "${var.name}-unit-test"
  description        = "Tests of detections: becomes the roles that are registered for tests."
  assume_role_policy = module.policies.trust["unit-test"]
  depends_on         = [aws_iam_role.engine]
}

resource "aws_iam_role_policy" "unit_test" {
  name   = "become"
  role   = aws_iam_role.unit_test.id
  policy = module.policies.permissions["unit-test"]
}

resource "aws_iam_role" "inspector" {
  name               = "${var.name}-inspector"
  description        = "Preflights: becomes the inspection roles of customers."
  assume_role_policy = module.policies.trust["inspector"]
}

resource "aws_iam_role_policy" "inspector" {
  name   = "become"
  role   = aws_iam_role.inspector.id
  policy = module.policies.permissions["inspector"]
}

output "environment" {
  description = "What the services are told."
  value = {
    ENGINE_ROLE_ARN    = aws_iam_role.engine.arn
    UNIT_TEST_ROLE_ARN = aws_iam_role.unit_test.arn
    INSPECTOR_ROLE_ARN = aws_iam_role.inspector.arn
  }
}
