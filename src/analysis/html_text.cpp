// SPDX-License-Identifier: Apache-2.0
#include "analysis/html_text.h"

#include <libxml/HTMLparser.h>

#include <algorithm>
#include <initializer_list>
#include <memory>

#include "base/utf8.h"

namespace forestall::analysis {
namespace {

struct State {
  std::string text;
  int hidden = 0;  // depth inside what no browser shows
  HtmlListener* listener = nullptr;
};

std::string_view name_of(const xmlChar* name) { return reinterpret_cast<const char*>(name); }

bool among(std::string_view name, std::initializer_list<std::string_view> names) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

/// `display: none` in an attribute `style`, whatever blanks and capitals it has.
bool displays_none(std::string_view style) {
  std::string small;
  for (const char c : style)
    if (static_cast<unsigned char>(c) > 0x20) small.push_back(c >= 'A' && c <= 'Z' ? static_cast<char>(c + 0x20) : c);
  return small.find("display:none") != std::string::npos;
}

bool hides(std::string_view name, const HtmlAttributes& attributes) {
  if (among(name, {"script", "style", "template", "noscript"})) return true;
  if (!attributes.any()) return false;
  return (attributes.has("hidden") && attributes.value("hidden") != "until-found") ||
         displays_none(attributes.value("style"));
}

void break_line(State& state) {
  if (!state.text.empty() && state.text.back() != '\n') state.text.push_back('\n');
}

void add_blank(State& state) {
  if (!state.text.empty() && state.text.back() != '\n' && state.text.back() != ' ') state.text.push_back(' ');
}

/// What stands between the words before and after a tag.
void part(State& state, std::string_view name) {
  if (state.hidden > 0) return;
  if (breaks_line(name)) break_line(state);
  if (stands_apart(name)) add_blank(state);
}

void start(void* context, const xmlChar* name, const xmlChar** pairs) {
  auto& state = *static_cast<State*>(context);
  const HtmlAttributes attributes(pairs);
  part(state, name_of(name));
  if (state.hidden > 0 || hides(name_of(name), attributes)) ++state.hidden;
  if (state.hidden == 0 && among(name_of(name), {"img", "area"})) {
    state.text += attributes.value("alt");
    add_blank(state);
  }
  if (state.listener != nullptr) state.listener->opened(name_of(name), attributes, state.text.size());
}

void end(void* context, const xmlChar* name) {
  auto& state = *static_cast<State*>(context);
  if (state.hidden > 0) --state.hidden;
  if (state.listener != nullptr) state.listener->closed(name_of(name), state.text.size());
  part(state, name_of(name));
}

void characters(void* context, const xmlChar* text, int length) {
  auto& state = *static_cast<State*>(context);
  if (state.hidden == 0) state.text.append(reinterpret_cast<const char*>(text), static_cast<std::size_t>(length));
}

// The text is UTF-8 already, whatever encoding it names: it came out of a string of JSON or of the host's language.
constexpr int kOptions =
    HTML_PARSE_RECOVER | HTML_PARSE_NOERROR | HTML_PARSE_NOWARNING | HTML_PARSE_NONET | HTML_PARSE_IGNORE_ENC;

void silent(void*, const char*, ...) {}

}  // namespace

bool breaks_line(std::string_view name) {
  static constexpr std::string_view kBlocks[] = {
      "address",  "article",  "aside",      "audio",    "blockquote", "body",  "br",    "canvas",
      "caption",  "center",   "dd",         "details",  "dialog",     "dir",   "div",   "dl",
      "dt",       "fieldset", "figcaption", "figure",   "footer",     "form",  "frame", "frameset",
      "h1",       "h2",       "h3",         "h4",       "h5",         "h6",    "head",  "header",
      "hgroup",   "hr",       "html",       "iframe",   "legend",     "li",    "main",  "menu",
      "nav",      "object",   "ol",         "optgroup", "option",     "p",     "pre",   "search",
      "section",  "select",   "summary",    "svg",      "table",      "tbody", "td",    "text",
      "textarea", "tfoot",    "th",         "thead",    "title",      "tr",    "ul",    "video"};
  static_assert(std::is_sorted(std::begin(kBlocks), std::end(kBlocks)));
  return std::binary_search(std::begin(kBlocks), std::end(kBlocks), name);
}

bool stands_apart(std::string_view name) {
  return among(name, {"area", "button", "img", "input", "kbd", "label", "meter", "output", "progress", "rp", "rt"});
}

bool HtmlAttributes::has(std::string_view name) const {
  for (const unsigned char** pair = pairs_; pair != nullptr && pair[0] != nullptr; pair += 2)
    if (name_of(pair[0]) == name) return true;
  return false;
}

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
  htmlCtxtUseOptions(parser.get(), kOptions);
  constexpr std::size_t kPiece = 64 * 1024;
  for (std::size_t at = 0; at < input.size(); at += kPiece)
    htmlParseChunk(parser.get(), input.data() + at, static_cast<int>(std::min(kPiece, input.size() - at)), 0);
  htmlParseChunk(parser.get(), nullptr, 0, 1);
  if (!base::valid_utf8(state.text)) return input;
  return std::move(state.text);
}

}  // namespace forestall::analysis
