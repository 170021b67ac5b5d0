#include <QtTest>

#include <fstream>
#include <sstream>

#include "app/workspace/run_data.h"
#include "tests/support/scratch_folder.h"

using namespace vitrine;
using namespace vitrine::app;
namespace fs = std::filesystem;

namespace {

std::string textOf(const fs::path& file) {
    std::ostringstream text;
    text << std::ifstream(file, std::ios::binary).rdbuf();
    return text.str();
}

} // namespace

class TestRunData : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void copiesWhatTheRunReads() {
        fs::create_directories(m_folder.path() / "films/good");
        m_folder.write("films/good/1.txt", "fine");
        fs::create_directories(m_folder.path() / "more");
        TrainingJob job;
        job.training = {{m_folder.write("a.txt", "one\r\ntwo"), 2},
            {m_folder.write("more/a.txt", "three"), 1}, {m_folder.path() / "films", 1}};
        job.validation = {{m_folder.write("v.txt", "v\xff"), 1}}; // as it is, whatever it is
        job.validationShare = 0.2;
        const auto own = withOwnData(job, m_folder.path() / "run/data", {});
        QVERIFY2(own, own ? "" : own.error().detail.c_str());
        m_folder.write("a.txt", "changed since");
        QCOMPARE(textOf(own->training.at(0).file), "one\r\ntwo");
        QCOMPARE(own->training.at(0).repeat, 2);
        QCOMPARE(textOf(own->training.at(1).file), "three"); // of the same name
        QCOMPARE(textOf(own->training.at(2).file / "good/1.txt"), "fine");
        QCOMPARE(textOf(own->validation.at(0).file), "v\xff");
        QCOMPARE(own->validationShare, 0.2);
        // Endings stay, for they tell the format.
        QCOMPARE(own->training.at(0).file.extension().string(), ".txt");
    }

    void aRunThatIsTriedAgainCopiesAgain() {
        TrainingJob job;
        job.training = {{m_folder.write("again.txt", "one"), 1}};
        QVERIFY(withOwnData(job, m_folder.path() / "again", {}));
        m_folder.write("again.txt", "two");
        const auto own = withOwnData(job, m_folder.path() / "again", {});
        QVERIFY2(own, own ? "" : own.error().detail.c_str());
        QCOMPARE(textOf(own->training.at(0).file), "two");
    }

    void saysWhatCannotBeCopied() {
        TrainingJob job;
        job.training = {{m_folder.path() / "none.txt", 1}};
        const auto missing = withOwnData(job, m_folder.path() / "bad", {});
        QCOMPARE(missing.error().code, ErrorCode::FileMissing);
        QCOMPARE(missing.error().subject, (m_folder.path() / "none.txt").string());
        std::stop_source stop;
        stop.request_stop();
        QCOMPARE(withOwnData(job, m_folder.path() / "bad", stop.get_token()).error().code,
            ErrorCode::Interrupted);
    }

    void findsTheTextsOfAFolder() {
        fs::create_directories(m_folder.path() / "texts/deep");
        m_folder.write("texts/b.txt", "b");
        m_folder.write("texts/deep/a.txt", "a");
        m_folder.write("texts/c.md", "c");
        const auto files = textFilesIn(m_folder.path() / "texts");
        QCOMPARE(files.size(), 2U);
        QCOMPARE(files[0].file.filename().string(), "b.txt");
        QCOMPARE(files[1].file.filename().string(), "a.txt");
    }

private:
    test::ScratchFolder m_folder;
};

QTEST_GUILESS_MAIN(TestRunData)
#include "tst_run_data.moc"
