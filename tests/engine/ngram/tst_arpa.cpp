#include <algorithm>
#include <cmath>

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include "engine/ngram/arpa_reader.h"
#include "engine/ngram/arpa_writer.h"
#include "engine/ngram/ngram_names.h"
#include "tests/engine/ngram/ngram_test_support.h"
#include "tests/support/scratch_folder.h"

using namespace vitrine;
using namespace vitrine::test;
using namespace Qt::StringLiterals;

namespace {

constexpr double PublishedTolerance = 1e-5; // relative, as the numbers' file says

const QByteArray Good = "\\data\\\n"
                        "ngram 1=5\n"
                        "ngram 2=2\n"
                        "\n"
                        "\\1-grams:\n"
                        "-1.5\t<unk>\n"
                        "-99\t<s>\t-0.5\n"
                        "-1\t</s>\n"
                        "-0.5\ta\t-0.25\n"
                        "-0.75\tb\t0.125\n"
                        "\n"
                        "\\2-grams:\n"
                        "-0.25\t<s> a\n"
                        "-0.5\ta b\n"
                        "\n"
                        "\\end\\\n";

QByteArray replaced(const char* before, const char* after) {
    auto text = Good;
    return text.replace(before, after);
}

} // namespace

class TestArpa : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void agreesWithPublishedNumbers() {
        const auto folder = qEnvironmentVariable("VITRINE_TEST_DATA") + "/ngram"_L1;
        QFile file(folder + "/test.arpa.expected.json"_L1);
        if (!file.open(QIODevice::ReadOnly)) {
            QSKIP("VITRINE_TEST_DATA names no folder with the reference data");
        }
        const auto arpa = ngram::readArpa((folder + "/test.arpa"_L1).toStdString(), {});
        QVERIFY2(arpa, arpa ? "" : arpa.error().detail.c_str());
        const auto& model = *arpa->model;
        auto context = model.start();
        const auto expected = QJsonDocument::fromJson(file.readAll()).object();
        const auto steps = expected["sequence_from_bos"_L1].toArray();
        QVERIFY(!steps.isEmpty());
        for (const auto& entry : steps) {
            const auto step = entry.toArray();
            const auto word = step[0].toString().toStdString();
            const auto score = model.score(context, model.words().idOf(word));
            QCOMPARE(score.order, step[1].toInt());
            const auto log10 = step[2].toDouble();
            QVERIFY2(std::abs(score.log10 - log10) <= PublishedTolerance * std::abs(log10),
                qPrintable(u"%1: %2"_s.arg(step[0].toString()).arg(score.log10)));
        }
    }

    void readsWhatItWrote_data() {
        QTest::addColumn<NgramSmoothing>("smoothing");
        QTest::addColumn<NgramUnit>("unit");
        for (const auto* name : {"mle", "add-k", "katz", "modified-kneser-ney", "stupid-backoff"}) {
            for (const auto unit : {NgramUnit::Word, NgramUnit::Character}) {
                QTest::addRow("%s %s", name, ngram::unitName(unit).data())
                    << ngram::smoothingNamed(name).value() << unit;
            }
        }
    }

    void readsWhatItWrote() {
        QFETCH(NgramSmoothing, smoothing);
        QFETCH(NgramUnit, unit);
        const ScratchFolder folder;
        const auto file = folder.path() / "model.arpa";
        const auto text = "the cat sat\nthe dog sat down\na cat\n\nthe cat sat down\n";
        const auto model
            = modelOf(countsOf(text, {.order = 3, .unit = unit}), {.smoothing = smoothing});
        QVERIFY(ngram::writeArpa(*model, file, {}));
        const auto again = ngram::readArpa(file, {});
        QVERIFY2(again, again ? "" : again.error().detail.c_str());
        QCOMPARE(again->unit, unit);
        QCOMPARE(again->missingBackoffs, 0U);
        for (int n = 1; n <= 3; ++n) {
            QCOMPARE(again->model->size(n), model->size(n));
            for (std::uint32_t i = 0; i < model->size(n); ++i) {
                const ngram::NgramNode node{n, i};
                QCOMPARE(again->model->trie().words(node), model->trie().words(node));
                QCOMPARE(again->model->log10(node), model->log10(node));
                QVERIFY(n == 3 || again->model->backoff(node) == model->backoff(node));
            }
        }
    }

    void readsAnyOrderOfLines() {
        auto text = Good;
        text.replace("-0.25\t<s> a\n-0.5\ta b\n", "-0.5  a\tb \r\n-0.25\t<s> a\n");
        text.prepend("A comment of another program\n");
        const ScratchFolder folder;
        const auto arpa = ngram::readArpa(folder.write("x.arpa", text.toStdString()), {});
        QVERIFY2(arpa, arpa ? "" : arpa.error().detail.c_str());
        const auto node = nodeOf(arpa->model->trie(), arpa->model->words(), u"a b"_s);
        QCOMPARE(arpa->model->log10(node), -0.5F);
        QCOMPARE(arpa->model->backoff(ngram::NgramNode{1, arpa->model->words().idOf("b")}), 0.125F);
    }

    /// A 3-gram whose ending is no 2-gram: the shorter context is the next that exists.
    void readsModelsWithoutEverySuffix() {
        auto text = Good;
        text.replace("ngram 2=2\n", "ngram 2=2\nngram 3=1\n");
        text.replace("-0.5\ta b\n", "-0.5\ta b\t-0.0625\n");
        text.replace("\\end\\", "\\3-grams:\n-0.125\ta b a\n\n\\end\\");
        const ScratchFolder folder;
        const auto arpa = ngram::readArpa(folder.write("x.arpa", text.toStdString()), {});
        QVERIFY2(arpa, arpa ? "" : arpa.error().detail.c_str());
        const auto& model = *arpa->model;
        const auto& words = model.words();
        auto context = model.contextOf(std::vector{words.idOf("a"), words.idOf("b")});
        QCOMPARE(model.score(context, words.idOf("a")), (ngram::WordScore{-0.125, 3}));
        QCOMPARE(context, (ngram::NgramNode{1, words.idOf("a")})); // there is no "b a"
        QCOMPARE(model.score(context, words.idOf("b")), (ngram::WordScore{-0.5, 2}));
    }

    void notesMissingBackoffs() {
        const ScratchFolder folder;
        const auto text = replaced("-0.5\ta\t-0.25\n", "-0.5\ta\n");
        const auto arpa = ngram::readArpa(folder.write("x.arpa", text.toStdString()), {});
        QVERIFY(arpa);
        QCOMPARE(arpa->missingBackoffs, 1U);
        QCOMPARE(arpa->firstMissingLine, 9U);
        QCOMPARE(arpa->model->backoff(ngram::NgramNode{1, arpa->model->words().idOf("a")}), 0.0F);
    }

    void notesAMissingUnknown() {
        const ScratchFolder folder;
        const auto text = replaced("-1.5\t<unk>\n", "-1.5\tc\n");
        const auto arpa = ngram::readArpa(folder.write("x.arpa", text.toStdString()), {});
        QVERIFY(arpa);
        QVERIFY(!arpa->hasUnknown);
        QCOMPARE(arpa->model->log10(ngram::NgramNode{1, ngram::WordTable::Unknown}),
            ngram::BackoffModel::LogZero);
    }

    void badFiles_data() {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<ErrorCode>("code");
        QTest::addColumn<QByteArray>("place");
        const auto damaged = ErrorCode::FileDamaged;
        QTest::newRow("empty") << QByteArray() << damaged << QByteArray("line 0");
        QTest::newRow("no head") << QByteArray("hello\n") << damaged << QByteArray("line 1");
        QTest::newRow("fewer than promised")
            << replaced("ngram 2=2", "ngram 2=3") << damaged << QByteArray("line 15");
        QTest::newRow("more than promised")
            << replaced("ngram 2=2", "ngram 2=1") << damaged << QByteArray("line 14");
        QTest::newRow("more words than promised")
            << replaced("ngram 1=5", "ngram 1=4") << damaged << QByteArray("line 10");
        QTest::newRow("billions") << replaced("ngram 2=2", "ngram 2=9000000000")
                                  << ErrorCode::FileTooLarge << QByteArray("line 3");
        QTest::newRow("more than 64 bits") << replaced("ngram 2=2", "ngram 2=99999999999999999999")
                                           << ErrorCode::FileTooLarge << QByteArray("line 3");
        QTest::newRow("a negative number") << replaced("ngram 2=2", "ngram 2=-2")
                                           << ErrorCode::FileTooLarge << QByteArray("line 3");
        QTest::newRow("order skipped")
            << replaced("ngram 2=2", "ngram 3=2") << damaged << QByteArray("line 3");
        QTest::newRow("no number")
            << replaced("ngram 2=2", "ngram two") << damaged << QByteArray("line 3");
        QTest::newRow("no words") << replaced("ngram 1=5", "ngram 1=0") << damaged
                                  << QByteArray("line 4");
        QTest::newRow("positive logarithm")
            << replaced("-0.5\ta b", "0.5\ta b") << damaged << QByteArray("line 14");
        QTest::newRow("no logarithm")
            << replaced("-0.5\ta b", "x\ta b") << damaged << QByteArray("line 14");
        QTest::newRow("nan") << replaced("-0.5\ta b", "nan\ta b") << damaged
                             << QByteArray("line 14");
        QTest::newRow("infinite back-off")
            << replaced("\t-0.25\n", "\tinf\n") << damaged << QByteArray("line 9");
        QTest::newRow("word unknown") << replaced("a b", "a c") << damaged << QByteArray("line 14");
        QTest::newRow("word doubled")
            << replaced("-0.75\tb", "-0.75\ta") << damaged << QByteArray("line 10");
        QTest::newRow("n-gram doubled")
            << replaced("<s> a\n", "a b\n") << damaged << QByteArray("line 14");
        QTest::newRow("a word too few") << replaced("a b", "a") << damaged << QByteArray("line 14");
        QTest::newRow("words too many")
            << replaced("a b", "a b -1 -1") << damaged << QByteArray("line 14");
        QTest::newRow("context missing")
            << replaced("ngram 2=2", "ngram 2=2\nngram 3=1")
                   .replace("\\end\\", "\\3-grams:\n-1\tb b a\n\n\\end\\")
            << damaged << QByteArray("line 18");
        QTest::newRow("no end") << replaced("\\end\\\n", "") << damaged << QByteArray("line 15");
        QTest::newRow("section missing")
            << replaced("\\2-grams:", "\\3-grams:") << damaged << QByteArray("line 12");
        QTest::newRow("not UTF-8")
            << replaced("\tb\t", "\t\xFF\t") << ErrorCode::TextInvalid << QByteArray("line 10");
        QByteArray orders = "\\data\\\n";
        for (int n = 1; n <= 9; ++n) {
            orders += "ngram " + QByteArray::number(n) + "=1\n";
        }
        QTest::newRow("order 8") << orders << ErrorCode::FileTooLarge << QByteArray("line 9");
    }

    void badFiles() {
        QFETCH(QByteArray, text);
        QFETCH(ErrorCode, code);
        QFETCH(QByteArray, place);
        const ScratchFolder folder;
        const auto file = folder.write("bad.arpa", text.toStdString());
        const auto arpa = ngram::readArpa(file, {});
        QVERIFY(!arpa);
        QCOMPARE(arpa.error().place, place.toStdString());
        QCOMPARE(arpa.error().code, code);
        QCOMPARE(arpa.error().subject, file.string());
        QVERIFY(!arpa.error().detail.empty());
    }

    /// Cut anywhere, the file is refused, never half read.
    void cutFiles() {
        const ScratchFolder folder;
        for (int length = 0; length < Good.size() - 1; ++length) {
            const auto arpa
                = ngram::readArpa(folder.write("cut.arpa", Good.left(length).toStdString()), {});
            QVERIFY2(!arpa, qPrintable(QString::number(length)));
        }
        QVERIFY(ngram::readArpa(folder.write("whole.arpa", Good.toStdString()), {}));
    }

    void missingFiles() {
        const auto arpa = ngram::readArpa("/nowhere/model.arpa", {});
        QVERIFY(!arpa);
        QCOMPARE(arpa.error().code, ErrorCode::FileMissing);
        const auto model = modelOf(countsOf("a", {.order = 1}), {});
        QCOMPARE(ngram::writeArpa(*model, "/nowhere/model.arpa", {}).error().code,
            ErrorCode::FileUnwritable);
    }
};

QTEST_GUILESS_MAIN(TestArpa)
#include "tst_arpa.moc"
