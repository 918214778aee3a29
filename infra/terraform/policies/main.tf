# The documents alone, without any provider: they can be made and read without AWS.

terraform {
  required_version = ">= 1.6"
}

variable "partition" {
  type    = string
  default = "aws"
}

variable "account_id" {
  type = string
}

variable "name" {
  type = string
}

variable "oidc" {
  type = object({
    provider_arn = string
    issuer       = string
    namespace    = string
  })
  default = null
}

variable "trusted_principal_arns" {
  type    = list(string)
  default = []
}

variable "customer_role_names" {
  type    = list(string)
  default = ["margay-*"]
}

locals {
  # Which services speak to AWS as which role.
  service_accounts = {
    engine    = ["roles", "enrichment"]
    inspector = ["deployments"]
  }

  engine_arn    = "arn:${var.partition}:iam::${var.account_id}:role/${var.name}-engine"
  unit_test_arn = "arn:${var.partition}:iam::${var.account_id}:role/${var.name}-unit-test"

  by_service_account = {
    for role, accounts in local.service_accounts : role => [
      for oidc in var.oidc == null ? [] : [var.oidc] : {
        Sid       = "ServiceAccounts"
        Effect    = "Allow"
        Principal = { Federated = oidc.provider_arn }
        Action    = "sts:AssumeRoleWithWebIdentity"
        Condition = {
          StringEquals = {
            "${oidc.issuer}:aud" = "sts.amazonaws.com"
            "${oidc.issuer}:sub" = [for account in accounts : "system:serviceaccount:${oidc.namespace}:${account}"]
          }
        }
      }
    ]
  }

  by_principal = length(var.trusted_principal_arns) == 0 ? [] : [{
    Sid       = "Principals"
    Effect    = "Allow"
    Principal = { AWS = var.trusted_principal_arns }
    Action    = "sts:AssumeRole"
  }]

  customer_roles = [for name in var.customer_role_names : "arn:${var.partition}:iam::*:role/${name}"]
}

output "trust" {
  description = "Trust policies by role."
  value = {
    engine = jsonencode({
      Version   = "2012-10-17"
      Statement = concat(local.by_service_account.engine, local.by_principal)
    })
    "unit-test" = jsonencode({
      Version = "2012-10-17"
      Statement = [{
        Sid       = "Engine"
        Effect    = "Allow"
        Principal = { AWS = local.engine_arn }
        Action    = ["sts:AssumeRole", "sts:SetSourceIdentity"]
      }]
    })
    inspector = jsonencode({
      Version   = "2012-10-17"
      Statement = concat(local.by_service_account.inspector, local.by_principal)
    })
  }
}

output "permissions" {
  description = "Permission policies by role. They name whom a role may become, and nothing else: what may be read is said by the roles of customers."
  value = {
    engine = jsonencode({
      Version = "2012-10-17"
      Statement = [{
        Sid      = "BecomeRegisteredRoles"
        Effect   = "Allow"
        Action   = ["sts:AssumeRole", "sts:SetSourceIdentity"]
        Resource = concat(local.customer_roles, [local.unit_test_arn])
      }]
    })
    "unit-test" = jsonencode({
      Version = "2012-10-17"
      Statement = [{
        Sid      = "BecomeRegisteredRoles"
        Effect   = "Allow"
        Action   = ["sts:AssumeRole", "sts:SetSourceIdentity"]
        Resource = local.customer_roles
      }]
    })
    inspector = jsonencode({
      Version = "2012-10-17"
      Statement = [{
        Sid    = "LookIntoAccounts"
        Effect = "Allow"
        Action = ["sts:AssumeRole", "sts:SetSourceIdentity"]
        Resource = [
          "arn:${var.partition}:iam::*:role/margay-deployer-*",
          "arn:${var.partition}:iam::*:role/margay-inspection-*",
          "arn:${var.partition}:iam::*:role/margay-organization-*",
        ]
      }]
    })
  }
}
