// SPDX-License-Identifier: Apache-2.0
#include "analysis/analyzer.h"

#include <mutex>

#include "analysis/session.h"

namespace forestall::analysis {

class AnalyzerImpl : public std::enable_shared_from_this<AnalyzerImpl> {
 public:
  explicit AnalyzerImpl(const Schema& schema) : lists_{Names(schema.names), {}} {
    for (const auto& [lang, words] : schema.compound_words) {
      const std::string tag = canonical_language(lang);
      const std::string primary = tag.substr(0, tag.find('-'));
      lists_.compounds.try_emplace(primary, words, primary);
    }
    for (const std::string_view lang : Compounds::built_in())
      lists_.compounds.try_emplace(std::string(lang), Compounds::words(lang), lang);
  }
  std::unique_ptr<SessionImpl> borrow() const;
  void give_back(std::unique_ptr<SessionImpl> session) const;

 private:
  WordLists lists_;
  mutable std::mutex mutex_;
  mutable std::vector<std::unique_ptr<SessionImpl>> idle_;
};

std::unique_ptr<SessionImpl> AnalyzerImpl::borrow() const {
  const std::lock_guard lock(mutex_);
  if (idle_.empty()) return std::make_unique<SessionImpl>(lists_);
  auto session = std::move(idle_.back());
  idle_.pop_back();
  session->trim();
  return session;
}

void AnalyzerImpl::give_back(std::unique_ptr<SessionImpl> session) const {
  const std::lock_guard lock(mutex_);
  idle_.push_back(std::move(session));
}

Session::Session(std::unique_ptr<SessionImpl> impl, std::shared_ptr<const AnalyzerImpl> home)
    : impl_(std::move(impl)), home_(std::move(home)) {}
Session::Session(Session&&) noexcept = default;
Session::~Session() {
  if (impl_) home_->give_back(std::move(impl_));
}

void Session::analyze(std::string_view text, std::string_view lang, std::vector<Token>& out, Use use) {
  impl_->analyze(text, lang, use, out);
}
std::vector<std::pair<std::uint32_t, std::uint32_t>> Session::dictionary_words(std::string_view run) {
  return impl_->dictionary_words(run);
}
std::string_view Session::text(std::uint32_t number) const { return impl_->text(number); }
void Session::trim() { impl_->trim(); }

Analyzer::Analyzer(const Schema& schema) : impl_(std::make_shared<const AnalyzerImpl>(schema)) {}
Session Analyzer::session() const { return Session(impl_->borrow(), impl_); }

}  // namespace forestall::analysis
