#include <QTest>

#include <QSignalSpy>

#include <algorithm>

#include "app/workspace/inspected_text.h"

using namespace vitrine;
using namespace vitrine::app;

namespace {

std::shared_ptr<const api::TextModel> loaded(const std::string& folder) {
    LoadOptions options;
    options.device = DeviceChoice::Cpu;
    return *api::TextModel::load(std::filesystem::path(VITRINE_SOURCE_DIR) / folder, options);
}

const std::string Bert = "tests/engine/api/cases/masked/bert"; // context 24
const std::string Roberta = "tests/engine/api/cases/masked/roberta";
const std::string Gpt = "tests/app/models/tiny-en";

std::string pieces(const InspectedText& text) {
    std::string found;
    for (const auto& token : text.tokens) {
        found += (found.empty() ? "" : " ") + token.piece;
    }
    return found;
}

} // namespace

/// On small models with random weights.
class TestInspectedText : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() { m_workspace = std::make_unique<Workspace>(); }

    void aModelThatContinuesReadsTheTextAlone() {
        m_workspace->setModel(loaded(Gpt), "gpt");
        m_workspace->setText("one two");
        m_workspace->setSecondText("three");
        m_workspace->setMasked({0});
        const auto text = inspectedText(*m_workspace);
        QCOMPARE(text.text, std::string("one two"));
        QVERIFY(text.ids() == m_workspace->ids(m_workspace->tokenCount()));
        QVERIFY(text.segments.empty());
        QCOMPARE(text.positionOf(0), 0);
    }

    void bertReadsSpecialTokens() {
        m_workspace->setModel(loaded(Bert), "bert");
        m_workspace->setText("the cat");
        const auto text = inspectedText(*m_workspace);
        QCOMPARE(pieces(text), std::string("[CLS] the cat [SEP]"));
        QVERIFY(text.segments == std::vector<int>(4, 0));
        QCOMPARE(text.positionOf(1), 2);
        QCOMPARE(text.positionOf(2), -1);
        QCOMPARE(text.tokenAt(2), 1);
        QCOMPARE(text.tokenAt(0), -1);
        QCOMPARE(text.tokenAt(3), -1);
    }

    void bertReadsPairsWithMasks() {
        m_workspace->setModel(loaded(Bert), "bert");
        m_workspace->setText("the cat");
        m_workspace->setSecondText("the 花");
        m_workspace->setMasked({1, 3});
        const auto text = inspectedText(*m_workspace);
        QCOMPARE(pieces(text), std::string("[CLS] the [MASK] [SEP] the [MASK] [SEP]"));
        QVERIFY(text.segments == (std::vector<int>{0, 0, 0, 0, 1, 1, 1}));
        QCOMPARE(text.text, std::string("the cat\nthe 花"));
        QCOMPARE(text.tokens[4].bytes, std::string("the"));
        const auto& hidden = text.tokens[5]; // a mask still knows its place in the text
        QCOMPARE(text.text.substr(hidden.start, hidden.end - hidden.start), std::string("花"));
        QCOMPARE(text.maskNumberAt(2), 1);
        QCOMPARE(text.maskNumberAt(5), 3);
        QCOMPARE(text.maskNumberAt(3), -1);
        QCOMPARE(text.tokenAt(5), -1);
        QVERIFY(text == inspectedText(*m_workspace));
    }

    void robertaHasOneSegment() {
        m_workspace->setModel(loaded(Roberta), "roberta");
        m_workspace->setText("a");
        m_workspace->setSecondText("b");
        const auto text = inspectedText(*m_workspace);
        QVERIFY(text.segments == std::vector<int>(text.tokens.size(), 0));
        QVERIFY(text.secondTokens > 0);
    }

    void whatTheContextDoesNotHoldIsCountedAndKeepsItsMasks() {
        m_workspace->setModel(loaded(Bert), "bert");
        std::string long1;
        for (int i = 0; i < 30; ++i) {
            long1 += "the ";
        }
        m_workspace->setText(long1);
        m_workspace->setSecondText("a b");
        m_workspace->setMasked({29, 31});
        const auto text = inspectedText(*m_workspace);
        QCOMPARE(text.tokens.size(), std::size_t(24));
        QCOMPARE(text.left, 32 - (24 - 3));
        QCOMPARE(text.secondTokens, 2);
        QCOMPARE(text.positionOf(29), -1);
        QCOMPARE(text.maskNumberAt(text.secondStart + 1), 31);
        QCOMPARE(text.tokens.at(static_cast<std::size_t>(text.secondStart) + 1).piece,
            std::string("[MASK]"));
    }

    void masksMoveAlongWithEdits() {
        m_workspace->setModel(loaded(Bert), "bert");
        m_workspace->setText("the cat");
        m_workspace->setSecondText("a b");
        m_workspace->setMasked({1, 3});
        QSignalSpy changed(m_workspace.get(), &Workspace::textChanged);
        m_workspace->setText("a the cat");
        QVERIFY(m_workspace->masked() == (std::set<int>{2, 4}));
        m_workspace->setSecondText("b");
        QVERIFY(m_workspace->masked() == (std::set<int>{2, 3}));
        QCOMPARE(changed.count(), 2);
    }

    void anotherModelHidesNothing() {
        m_workspace->setModel(loaded(Bert), "bert");
        m_workspace->setText("the cat");
        m_workspace->setMasked({1});
        m_workspace->setModel(loaded(Roberta), "roberta");
        QVERIFY(m_workspace->masked().empty());
    }

    void aSessionComesBack() {
        m_workspace->restore("the cat", {});
        m_workspace->restorePair("a", {1});
        m_workspace->setModel(loaded(Bert), "bert");
        QCOMPARE(
            pieces(inspectedText(*m_workspace)), std::string("[CLS] the [MASK] [SEP] a [SEP]"));
    }

    void aSecondModelReadsTheSameText() {
        m_workspace->setModel(loaded(Bert), "bert");
        QVERIFY(secondInspectedText(*m_workspace).tokens.empty());
        m_workspace->setText("the cat");
        m_workspace->setSecondText("a b");
        m_workspace->setMasked({1, 3});
        m_workspace->setSecondModel(loaded(Bert), "other bert");
        const auto own = inspectedText(*m_workspace);
        QVERIFY(own == secondInspectedText(*m_workspace));
        QVERIFY(own.masked == (std::vector<int>{2, 5}));
        m_workspace->setSecondModel(loaded(Roberta), "roberta");
        const auto other = secondInspectedText(*m_workspace);
        QVERIFY(!other.hasTokensOf(own));
        QVERIFY(!other.masked.empty()); // whatever holds a part of what is hidden
        for (const int position : other.masked) {
            const int there = other.counterpart(position, own);
            QVERIFY(std::ranges::count(own.masked, there) == 1);
        }
    }

    void placesAreFoundInAnotherCut() {
        m_workspace->setModel(loaded(Bert), "bert");
        m_workspace->setText("the cat");
        m_workspace->setSecondModel(loaded(Gpt), "gpt");
        const auto own = inspectedText(*m_workspace); // [CLS] the cat [SEP]
        const auto other = secondInspectedText(*m_workspace);
        QCOMPARE(own.counterpart(0, other), -1);
        QCOMPARE(own.counterpart(1, other), 0);
        const auto& found = other.tokens[static_cast<std::size_t>(own.counterpart(2, other))];
        QVERIFY(found.start <= 6 && found.end > 6); // holds the end of cat
        QCOMPARE(own.counterpart(-1, other), -1);
    }

private:
    std::unique_ptr<Workspace> m_workspace;
};

QTEST_GUILESS_MAIN(TestInspectedText)
#include "tst_inspected_text.moc"
