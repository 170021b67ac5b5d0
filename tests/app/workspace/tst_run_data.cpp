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
    void holdsOutEveryTenthLine() {
        std::string text;
        for (int line = 1; line <= 25; ++line) {
            text += std::to_string(line) + "\r\n\r\n"; // blank lines do not count
        }
        TrainingJob job;
        job.training = {{m_folder.write("texts.txt", text), 1}};
        const auto own = withOwnData(job, m_folder.path() / "run/data", {});
        QVERIFY2(own, own ? "" : own.error().detail.c_str());
        QCOMPARE(textOf(own->validation.at(0).file), "10\n20\n");
        const auto training = textOf(own->training.at(0).file);
        QCOMPARE(std::ranges::count(training, '\n'), 23);
        QVERIFY(training.starts_with("1\n2\n"));
    }

    void readsSeveralFilesAsOne() {
        TrainingJob job;
        job.training
            = {{m_folder.write("a.txt", "one\ntwo"), 2}, {m_folder.write("b.txt", "three"), 1}};
        const auto own = withOwnData(job, m_folder.path() / "several", {});
        QVERIFY2(own, own ? "" : own.error().detail.c_str());
        QCOMPARE(textOf(own->training.at(0).file), "one\ntwo\none\ntwo\nthree\n");
        QVERIFY(own->validation.empty()); // too few lines to part with one
    }

    void takesNamedValidationAsItIs() {
        TrainingJob job;
        job.training = {{m_folder.write("t.txt", "one\n"), 1}};
        job.validation = {{m_folder.write("v.txt", "two\n"), 1}};
        const auto own = withOwnData(job, m_folder.path() / "named", {});
        QVERIFY(own && *own == job);
    }

    void refusesWhatIsNoText_data() {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<ErrorCode>("code");
        QTest::addColumn<QString>("place");
        QTest::newRow("GBK") << QByteArray("ab\xb4\xb2\xc7\xb0") << ErrorCode::TextInvalid
                             << QStringLiteral("2");
        QTest::newRow("blank") << QByteArray("\n\n") << ErrorCode::DatasetTooSmall
                               << QStringLiteral("0, 1");
    }

    void refusesWhatIsNoText() {
        QFETCH(QByteArray, bytes);
        QFETCH(ErrorCode, code);
        QFETCH(QString, place);
        TrainingJob job;
        job.training = {{m_folder.write("bad.txt", bytes.toStdString()), 1}};
        const auto own = withOwnData(job, m_folder.path() / "bad", {});
        QCOMPARE(own.error().code, code);
        QCOMPARE(QString::fromStdString(own.error().place), place);
        job.training = {{m_folder.path() / "none.txt", 1}};
        QCOMPARE(
            withOwnData(job, m_folder.path() / "bad", {}).error().code, ErrorCode::FileMissing);
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
