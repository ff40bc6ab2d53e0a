// SPDX-License-Identifier: GPL-2.0-or-later
// The samples as an archive.
#pragma once

#include "tests/e2e/process.h"

#include <string>

namespace e2e {

/// The samples, indexed once for all tests of the program. ctest runs the tests of searches a
/// second time with some of the shards on servers.
const std::string& samples();

}  // namespace e2e
