// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "forestall/clean.h"

namespace forestall::mail {

/// What `clean_draft` gives; without `report` the list of what was left out stays empty.
CleanedDraft clean(const Draft& draft, bool report = false);

}  // namespace forestall::mail
