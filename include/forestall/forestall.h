// SPDX-License-Identifier: Apache-2.0
#pragma once

/// Everything. `index.h` is the one to read first.
#include "forestall/analyzer.h"
#include "forestall/batch.h"
#include "forestall/calibration.h"
#include "forestall/clean.h"
#include "forestall/document.h"
#include "forestall/error.h"
#include "forestall/evaluation.h"
#include "forestall/index.h"
#include "forestall/jsonl.h"
#include "forestall/options.h"
#include "forestall/query.h"
#include "forestall/results.h"
#include "forestall/schema.h"
#include "forestall/searcher.h"
#include "forestall/suggester.h"
#include "forestall/version.h"
