// SPDX-License-Identifier: Apache-2.0
#include "analysis/html_text.h"

#include <libxml/HTMLparser.h>

#include <algorithm>
#include <memory>

#include "base/utf8.h"

namespace forestall::analysis {
namespace {

struct State {
  std::string text;
  int hidden = 0;  // depth inside script or style
  HtmlListener* listener = nullptr;
};

std::string_view name_of(const xmlChar* name) { return reinterpret_cast<const char*>(name); }

bool hides(std::string_view name) {
  return name == "script" || name == "style" || name == "template" || name == "noscript";
}

bool block(std::string_view name) {
  static constexpr std::string_view kBlocks[] = {
      "address", "article", "aside", "blockquote", "br",  "dd",      "div",   "dl", "dt",     "fieldset", "figure",
      "footer",  "form",    "h1",    "h2",         "h3",  "h4",      "h5",    "h6", "header", "hr",       "li",
      "main",    "nav",     "ol",    "p",          "pre", "section", "table", "td", "th",     "tr",       "ul"};
  return std::binary_search(std::begin(kBlocks), std::end(kBlocks), name);
}

void break_line(State& state) {
  if (!state.text.empty() && state.text.back() != '\n') state.text.push_back('\n');
}

void start(void* context, const xmlChar* name, const xmlChar** attributes) {
  auto& state = *static_cast<State*>(context);
  if (hides(name_of(name))) ++state.hidden;
  if (block(name_of(name))) break_line(state);
  if (state.listener != nullptr) state.listener->opened(name_of(name), HtmlAttributes(attributes), state.text.size());
}

void end(void* context, const xmlChar* name) {
  auto& state = *static_cast<State*>(context);
  if (hides(name_of(name)) && state.hidden > 0) --state.hidden;
  if (state.listener != nullptr) state.listener->closed(name_of(name), state.text.size());
  if (block(name_of(name))) break_line(state);
}

void characters(void* context, const xmlChar* text, int length) {
  auto& state = *static_cast<State*>(context);
  if (state.hidden == 0) state.text.append(reinterpret_cast<const char*>(text), static_cast<std::size_t>(length));
}

void silent(void*, const char*, ...) {}

}  // namespace

std::string_view HtmlAttributes::value(std::string_view name) const {
  for (const unsigned char** pair = pairs_; pair != nullptr && pair[0] != nullptr; pair += 2)
    if (name_of(pair[0]) == name) return pair[1] == nullptr ? std::string_view() : name_of(pair[1]);
  return {};
}

std::string html_text(std::string_view html, HtmlListener* listener) {
  State state;
  state.listener = listener;
  htmlSAXHandler handler{};
  handler.startElement = start;
  handler.endElement = end;
  handler.characters = characters;
  handler.cdataBlock = nullptr;  // scripts and styles
  handler.ignorableWhitespace = characters;
  handler.warning = handler.error = handler.fatalError = silent;
  // NUL ends a C string in libxml2: it is a blank here.
  std::string input(html);
  std::replace(input.begin(), input.end(), '\0', ' ');
  const std::unique_ptr<htmlParserCtxt, decltype(&htmlFreeParserCtxt)> parser(
      htmlCreatePushParserCtxt(&handler, &state, nullptr, 0, nullptr, XML_CHAR_ENCODING_UTF8), htmlFreeParserCtxt);
  if (!parser) return input;
  htmlCtxtUseOptions(parser.get(), HTML_PARSE_RECOVER | HTML_PARSE_NOERROR | HTML_PARSE_NOWARNING | HTML_PARSE_NONET);
  constexpr std::size_t kPiece = 64 * 1024;
  for (std::size_t at = 0; at < input.size(); at += kPiece)
    htmlParseChunk(parser.get(), input.data() + at, static_cast<int>(std::min(kPiece, input.size() - at)), 0);
  htmlParseChunk(parser.get(), nullptr, 0, 1);
  if (!base::valid_utf8(state.text)) return input;
  return std::move(state.text);
}

}  // namespace forestall::analysis
