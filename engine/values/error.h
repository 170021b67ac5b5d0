#pragma once

#include <string>

namespace vitrine {

/// What went wrong, fine enough for the program to say it in one translated sentence.
enum class ErrorCode {
    FileMissing, ///< subject: path
    FileUnreadable, ///< subject: path; the system's reason is in detail
    FileTruncated, ///< subject: path; place: where the data ended
    FileTooLarge, ///< subject: path; place: what claims more than the format allows
    FileDamaged, ///< subject: path; place: where it breaks the format
    FileUnsafe, ///< subject: path; place: the construct that a state dict has no need of
    FileUnwritable, ///< subject: path
    DiskFull, ///< subject: path
    FormatTooNew, ///< subject: path; place: the version found and the newest that is known
    JsonInvalid, ///< subject: path; place: line and column, or the JSON pointer
    JsonTooDeep, ///< subject: path; place: line and column
    JsonDuplicateKey, ///< subject: path; place: JSON pointer of the key
    ValueMissing, ///< subject: path; place: JSON pointer
    ValueInvalid, ///< subject: path; place: JSON pointer
    ArchitectureUnknown, ///< subject: path; place: the name that the file gives
    TensorMissing, ///< subject: path; place: tensor name
    TensorOverlap, ///< subject: path; place: tensor name
    TensorType, ///< subject: path; place: tensor name and its type
    TensorShape, ///< subject: path; place: tensor name, shape found and shape expected
    TensorNotFinite, ///< subject: path; place: tensor name and first index
    TokenizerMissing, ///< subject: folder
    TokenizerUnsupported, ///< subject: path; place: the part that is not supported
    TokenizerMismatch, ///< subject: path; place: the two sizes
    TextInvalid, ///< subject: what holds the text; place: byte offset of the bad UTF-8
    PromptEmpty,
    PromptTooLong, ///< place: tokens given and context length
    TokenUnknown, ///< place: the id and the vocabulary size
    WordUnknown, ///< subject: the word, or the words of a text, that the vectors lack
    OptionInvalid, ///< subject: option; place: value and allowed range
    OutOfMemory, ///< subject: what was to be loaded; place: needed and available
    DeviceUnavailable, ///< subject: device; the reason is in detail
    DatasetTooSmall, ///< subject: path; place: tokens found and needed
    LossNotFinite, ///< place: step
    CheckpointMismatch, ///< subject: path; place: what differs from the job
    HeadMissing, ///< subject: model; place: the head or part that it lacks
    ServerUnreachable, ///< subject: URL; place: the reason in the network library's words
    DownloadRefused, ///< subject: URL; place: the HTTP status
    DownloadBroken, ///< subject: URL; place: how much had arrived
    ChecksumMismatch, ///< subject: path or URL; place: the checksum found and the one expected
    DiskTooSmall, ///< subject: what was to be kept; place: needed and free
    ProgramMissing, ///< subject: another program that this needs
    ProgramFailed, ///< subject: the command; place: its last words
    Interrupted,
    Internal, ///< a fault of Vitrine's own; detail holds what LibTorch said
};

/// An error as a value: what, in which file, where in it, and the reason in English for the log.
/// The program turns `code`, `subject` and `place` into a sentence of the user's language.
struct Error {
    ErrorCode code = ErrorCode::Internal;
    std::string subject; ///< file, tensor or option
    std::string place; ///< where in the subject
    std::string detail; ///< English, one sentence, complete without the other fields

    bool operator==(const Error&) const = default;
};

} // namespace vitrine
