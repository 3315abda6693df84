// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "cli/run_command.h"

namespace forestall::testing_cli {

/// A tiny help desk in two languages: an index `db` in a scratch directory.
class HelpDesk {
 public:
  HelpDesk() : db(scratch / "db") {
    const auto outcome = forestall({"import", db, scratch.file("documents.jsonl", documents())});
    if (outcome.code != 0) throw std::runtime_error("import: " + outcome.err);
  }
  static std::string documents() {
    return R"({"id":"kb-1","lang":"en","title":"Reset your password","body":"Open the sign-in page, choose Forgotten password and follow the link that we send by mail.","product":"mail","family":"password","votes":{"helpful":41,"unhelpful":3},"url":"/en/kb/1","created":"2025-01-02T00:00:00Z"}
{"id":"kb-1-fr","lang":"fr","title":"Réinitialiser son mot de passe","body":"Ouvrez la page de connexion, choisissez Mot de passe oublié et suivez le lien reçu par courriel.","product":"mail","family":"password"}
{"id":"kb-2","lang":"en","title":"Share a folder","body":"Choose the folder, then Share, and enter the address of the person who may read it.","product":"drive","category":"sharing","tags":["folder"]}
{"id":"kb-3","lang":"en","title":"Printer does not respond","body":"Switch the printer off and on again; error E-104 means that there is no paper.","kind":"faq"}
{"id":"agents-1","lang":"en","title":"Refunds beyond the policy","body":"A password refund needs the approval of the team leader.","audience":["agent"]}
{"id":"topic-1","lang":"en","kind":"topic","title":"Calendar shows the wrong day","body":"Since the update my calendar is one day off.","solved":true,"created":"2026-03-01T10:00:00+01:00"}
)";
  }

  Scratch scratch;
  std::string db;
};

}  // namespace forestall::testing_cli
