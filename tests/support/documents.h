// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <utility>

#include "forestall/document.h"
#include "forestall/error.h"

namespace forestall::support {

/// A small English article.
inline Document article(std::string id, std::string title, std::string body = {}) {
  Document document;
  document.id = std::move(id);
  document.lang = "en";
  document.title = std::move(title);
  document.body = std::move(body);
  return document;
}

/// The code and message of the Error that `call` throws; code and "" if it throws none.
struct Caught {
  bool thrown = false;
  ErrorCode code = ErrorCode::unsupported;
  std::string message;
};
template <typename Call>
Caught caught(Call&& call) {
  try {
    call();
  } catch (const Error& error) {
    return {true, error.code(), error.what()};
  }
  return {};
}

}  // namespace forestall::support
