#pragma once

#include <tl/expected.hpp>

#include "engine/values/error.h"

namespace vitrine {

/// A result or the reason why there is none.
template <typename T>
using Expected = tl::expected<T, Error>;

using Unexpected = tl::unexpected<Error>;

} // namespace vitrine
