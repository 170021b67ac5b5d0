// The only file that includes Gloo's headers, through LibTorch's.
#include <chrono>
#include <cstdlib>
#include <exception>
#include <string>
#include <utility>

#include <c10/util/Flags.h>
#include <torch/csrc/distributed/c10d/PrefixStore.hpp>
#include <torch/csrc/distributed/c10d/ProcessGroupGloo.hpp>
#include <torch/csrc/distributed/c10d/TCPStore.hpp>
#ifdef VITRINE_NCCL
#include <torch/csrc/distributed/c10d/ProcessGroupNCCL.hpp>
#endif

#include "engine/train/process_group.h"

C10_DECLARE_int(caffe2_log_level); // of all that LibTorch writes by itself

namespace vitrine::train {

namespace {

using Backend = c10::intrusive_ptr<c10d::Backend>;
using Store = c10::intrusive_ptr<c10d::Store>;

/// Above all levels but the last: what goes wrong is told once, as an Error, and not in reports of
/// many lines.
constexpr int Silent = 3;

std::chrono::milliseconds timeoutOf(const ProcessPlace& place) {
    return std::chrono::milliseconds(static_cast<std::int64_t>(place.timeout * 1000));
}

std::string addressOf(const ProcessPlace& place) {
    return place.host + ":" + std::to_string(place.port);
}

/// "Process 1 of 2", counted from 1.
std::string nameOf(const ProcessPlace& place) {
    return "Process " + std::to_string(place.rank + 1) + " of " + std::to_string(place.processes);
}

/// The first sentence of what a library throws, which often is a whole report behind the place in
/// its source.
std::string reasonOf(const std::exception& failure) {
    std::string text = failure.what();
    text = text.substr(0, text.find('\n'));
    if (text.starts_with('[')) {
        text.erase(0, text.find(' ') + 1);
    }
    text = text.substr(0, text.find(". "));
    return text.ends_with('.') ? text.substr(0, text.size() - 1) : text;
}

/// LibTorch's own processes on one device.
class JoinedProcesses final : public ProcessGroup {
public:
    JoinedProcesses(Backend backend, ProcessPlace place, torch::Device device)
        : m_backend(std::move(backend)), m_place(std::move(place)), m_device(device) { }

    int rank() const override { return m_place.rank; }
    int size() const override { return m_place.processes; }

    Expected<void> sum(torch::Tensor& values) override {
        try {
            std::vector<torch::Tensor> moved{values.to(m_device)};
            c10d::AllreduceOptions options;
            options.timeout = timeoutOf(m_place);
            m_backend->allreduce(moved, options)->wait();
            if (!moved.front().is_same(values)) {
                values.copy_(moved.front());
            }
            return {};
        } catch (const std::exception& failure) {
            return Unexpected(
                Error{ErrorCode::ServerUnreachable, addressOf(m_place), reasonOf(failure),
                    nameOf(m_place) + " has lost another one (" + reasonOf(failure)
                        + "). The last checkpoint is whole; start them all again with --resume."});
        }
    }

private:
    Backend m_backend;
    ProcessPlace m_place;
    torch::Device m_device; ///< on which the backend adds up
};

Store storeOf(const ProcessPlace& place) {
    c10d::TCPStoreOptions options;
    options.port = static_cast<std::uint16_t>(place.port);
    options.isServer = place.rank == 0 && !place.hasStore;
    options.numWorkers = static_cast<std::size_t>(place.processes);
    options.waitWorkers = !place.hasStore;
    options.timeout = timeoutOf(place);
    return c10::make_intrusive<c10d::PrefixStore>("vitrine/" + std::to_string(place.attempt),
        c10::make_intrusive<c10d::TCPStore>(place.host, options));
}

/// As torch.distributed chooses it: the interface that GLOO_SOCKET_IFNAME names, else the one of
/// this machine's name; and the machine itself where all processes are on it.
std::shared_ptr<gloo::transport::Device> networkOf(const ProcessPlace& place) {
    using Gloo = c10d::ProcessGroupGloo;
    if (const char* name = std::getenv("GLOO_SOCKET_IFNAME")) {
        return Gloo::createDeviceForInterface(name);
    }
    const bool alone = place.host == "localhost" || place.host == "127.0.0.1";
    return alone ? Gloo::createDeviceForHostname("127.0.0.1") : Gloo::createDefaultDevice();
}

Backend glooOf(const Store& store, const ProcessPlace& place) {
    auto options = c10d::ProcessGroupGloo::Options::create(timeoutOf(place));
    options->devices.push_back(networkOf(place));
    return c10::make_intrusive<c10d::ProcessGroupGloo>(store, place.rank, place.processes, options);
}

std::shared_ptr<ProcessGroup> joined(const ProcessPlace& place, torch::Device device) {
    const auto store = storeOf(place);
#ifdef VITRINE_NCCL
    if (device.is_cuda()) {
        auto nccl = c10::make_intrusive<c10d::ProcessGroupNCCL>(store, place.rank, place.processes);
        return std::make_shared<JoinedProcesses>(nccl, place, device);
    }
#else
    static_cast<void>(device);
#endif
    return std::make_shared<JoinedProcesses>(glooOf(store, place), place, torch::kCPU);
}

} // namespace

Expected<std::shared_ptr<ProcessGroup>> joinProcesses(
    const ProcessPlace& place, torch::Device device) {
    FLAGS_caffe2_log_level = Silent;
    try {
        return joined(place, device);
    } catch (const std::exception& failure) {
        return Unexpected(Error{ErrorCode::ServerUnreachable, addressOf(place), reasonOf(failure),
            nameOf(place) + " does not find the others at " + addressOf(place) + " ("
                + reasonOf(failure)
                + "). Each needs a RANK of its own, and all the same WORLD_SIZE, MASTER_ADDR "
                  "and MASTER_PORT."});
    }
}

} // namespace vitrine::train
