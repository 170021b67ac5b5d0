#include "engine/formats/pickle.h"

#include "engine/formats/pickle_machine.h"

namespace vitrine::formats {

Expected<Pickle> Pickle::read(std::span<const std::byte> bytes, const std::string& file) {
    return PickleMachine(bytes, file).run();
}

} // namespace vitrine::formats
