#include "engine/api/exception_guard.h"

#include <new>

#include <torch/torch.h>

#include "engine/nn/interrupted.h"

namespace vitrine::api {

namespace {

/// LibTorch's CPU allocator throws a plain error; only its words tell.
bool tellsOfMemory(const std::string& message) {
    return message.find("can't allocate memory") != std::string::npos
        || message.find("not enough memory") != std::string::npos;
}

Error outOfMemory(const std::string& message) {
    return {ErrorCode::OutOfMemory, {}, {}, "Memory ran out: " + message};
}

} // namespace

Error errorFromException() {
    try {
        throw;
    } catch (const nn::Interrupted&) {
        return {ErrorCode::Interrupted, {}, {}, "The work was interrupted."};
    } catch (const c10::OutOfMemoryError& error) {
        return outOfMemory(error.what_without_backtrace());
    } catch (const std::bad_alloc& error) {
        return outOfMemory(error.what());
    } catch (const c10::Error& error) {
        const std::string message = error.what_without_backtrace();
        return tellsOfMemory(message) ? outOfMemory(message)
                                      : Error{ErrorCode::Internal, {}, {}, message};
    } catch (const std::exception& error) {
        return {ErrorCode::Internal, {}, {}, error.what()};
    } catch (...) {
        return {ErrorCode::Internal, {}, {}, "An unknown exception was thrown."};
    }
}

} // namespace vitrine::api
