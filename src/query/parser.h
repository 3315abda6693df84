// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "forestall/query.h"
#include "query/lexer.h"

namespace forestall::query {

inline constexpr int kDeepest = 50;

/// Something odd at a byte of the query. The strict parser throws it, the lenient one notes it and goes on.
using Complaint = std::function<void(std::size_t at, const std::string& sentence)>;

/// Reads lexemes into a query. After a complaint that returns, an unpaired or too deep parenthesis, a dangling operator
/// and an open quote are passed over.
Query parse(const std::vector<Lexeme>& lexemes, std::string_view text, const Complaint& complain);

}  // namespace forestall::query
