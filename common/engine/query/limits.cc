// SPDX-License-Identifier: GPL-2.0-or-later
#include "common/engine/query/limits.h"

#include "common/errors/errors.h"

#include <fmt/format.h>

namespace dateline::query {

void Deadline::over() const {
  throw Error(Code::Timeout, fmt::format("the query takes longer than {} seconds", limits_.seconds),
              {"bound it by dates or rarer words, or give it more time", Setting::MaxTime});
}

}  // namespace dateline::query
