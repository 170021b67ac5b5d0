#pragma once

#include <functional>
#include <type_traits>

#include "engine/values/expected.h"

namespace vitrine::api {

/// What the exception now being handled means to the caller: Interrupted, OutOfMemory or Internal.
Error errorFromException();

/// The one place where exceptions of LibTorch and of the engine become errors: runs `call`, which
/// returns an Expected, and lets nothing else out.
template <typename Call>
std::invoke_result_t<Call> guarded(Call&& call) {
    try {
        return std::invoke(std::forward<Call>(call));
    } catch (...) {
        return Unexpected(errorFromException());
    }
}

} // namespace vitrine::api
