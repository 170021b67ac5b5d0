#include <QTest>

#include <array>
#include <string_view>

#include "engine/downloads/checksum.h"
#include "tests/support/scratch_folder.h"

using namespace vitrine;
using namespace vitrine::downloads;

namespace {

std::span<const std::byte> bytesOf(std::string_view text) {
    return std::as_bytes(std::span(text));
}

// FIPS 180-4's example, and what `git hash-object` prints.
constexpr const char* Abc = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
constexpr const char* HelloBlob = "ce013625030ba8dba906f756967f9e9ca394464a";

} // namespace

class TestChecksum : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void sha256() {
        auto checksum = Checksum::sha256();
        checksum.add(bytesOf("a"));
        checksum.add(bytesOf("bc"));
        QCOMPARE(checksum.finish(), std::string(Abc));
    }

    void gitBlob() {
        auto checksum = Checksum::gitBlob(6);
        checksum.add(bytesOf("hello\n"));
        QCOMPARE(checksum.finish(), std::string(HelloBlob));
    }

    void thePublishedOneTellsTheKind() {
        const test::ScratchFolder folder;
        const auto file = folder.write("hello", "hello\n");
        std::int64_t read = 0;
        const auto found = checksumOf(file, *Checksum::like(HelloBlob, 6, "hello"), {},
            [&](std::int64_t bytes) { read += bytes; });
        QCOMPARE(found.value(), std::string(HelloBlob));
        QCOMPARE(read, std::int64_t(6));
        for (const auto* text : {"", "abc", "not hexadecimal, but exactly as long: 40"}) {
            const auto error = Checksum::like(text, 6, "hello").error();
            QCOMPARE(error.code, ErrorCode::ChecksumMismatch);
            QCOMPARE(error.subject, std::string("hello"));
        }
    }

    void aStopEndsIt() {
        const test::ScratchFolder folder;
        std::stop_source stop;
        stop.request_stop();
        const auto found = checksumOf(
            folder.write("x", "x"), Checksum::sha256(), stop.get_token(), [](std::int64_t) {});
        QCOMPARE(found.error().code, ErrorCode::Interrupted);
    }

    void aFileThatIsGone() {
        const auto found = checksumOf("/nowhere/file", Checksum::sha256(), {}, [](std::int64_t) {});
        QCOMPARE(found.error().code, ErrorCode::FileUnreadable);
        QCOMPARE(found.error().subject, std::string("/nowhere/file"));
    }
};

QTEST_GUILESS_MAIN(TestChecksum)
#include "tst_checksum.moc"
