#include <QTest>

#include <QSignalSpy>

#include <algorithm>
#include <cmath>

#include "app/workspace/mask_filler.h"

using namespace vitrine;
using namespace vitrine::app;

namespace {

constexpr int patience = 20000; // ms; a busy machine may take its time
constexpr double rounding = 1e-5; // of float32 probabilities

std::shared_ptr<const api::TextModel> loaded(const std::string& folder) {
    LoadOptions options;
    options.device = DeviceChoice::Cpu;
    return *api::TextModel::load(std::filesystem::path(VITRINE_SOURCE_DIR) / folder, options);
}

const std::string Bert = "tests/engine/api/cases/masked/bert";
const std::string Bare = "tests/engine/api/cases/masked/distilbert-without-heads";

} // namespace

/// On a small model with random weights.
class TestMaskFiller : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() {
        m_workspace = std::make_unique<Workspace>();
        m_filler = std::make_unique<MaskFiller>(*m_workspace, nullptr);
        m_workspace->setModel(loaded(Bert), "bert");
        m_workspace->setText("the cat 春");
    }

    void nothingIsAskedWhileNobodyLooks() {
        QSignalSpy changed(m_filler.get(), &MaskFiller::changed);
        m_workspace->select(1);
        m_workspace->setMasked({0});
        QCOMPARE(m_filler->position(), 2); // but it knows
        QVERIFY(m_filler->text().isHidden(1));
        QVERIFY(changed.isEmpty());
        answered([this] { m_filler->setPaused(false); });
        QCOMPARE(changed.size(), 1);
    }

    void fillsWhatIsHidden() {
        QSignalSpy filled(m_filler.get(), &MaskFiller::filled);
        m_workspace->setMasked({0, 2});
        m_filler->setPaused(false);
        QTRY_COMPARE_WITH_TIMEOUT(filled.size(), 1, patience);
        const auto masks = filled.front().front().value<std::vector<MaskPrediction>>();
        const std::vector<TokenId> read{2, 4, 60, 4, 3}; // [CLS] [MASK] cat [MASK] [SEP]
        const auto expected = m_workspace->model()->fillMask(
            {read, std::vector<int>(5, 0)}, std::vector<int>{1, 3}, /*top=*/1);
        QVERIFY(expected);
        QCOMPARE(masks.size(), std::size_t(2));
        for (std::size_t i = 0; i < masks.size(); ++i) {
            QCOMPARE(masks[i].position, expected->at(i).position);
            QCOMPARE(masks[i].candidates.front().id, expected->at(i).candidates.front().id);
        }
    }

    void asksWhatItWouldSayIfTheTokenWereHiddenAsWell() {
        m_workspace->setMasked({2});
        m_workspace->select(1);
        const auto answer = answered([this] { m_filler->setPaused(false); });
        const std::vector<TokenId> read{2, 59, 4, 4, 3};
        const auto all = m_workspace->model()->info().vocabularySize;
        const auto expected
            = m_workspace->model()
                  ->fillMask({read, std::vector<int>(5, 0)}, std::vector<int>{2}, all)
                  ->front();
        QCOMPARE(answer.position, 2);
        QCOMPARE(answer.distribution->candidates.front().id, expected.candidates.front().id);
        QCOMPARE(answer.distribution->entropy, expected.entropy);
        const auto cat = std::ranges::find(expected.candidates, 60, &TokenProbability::id);
        QCOMPARE(answer.written->id, 60);
        QCOMPARE(answer.written->probability, cat->probability);
        QCOMPARE(answer.rank, static_cast<int>(cat - expected.candidates.begin()) + 1);
    }

    void aCandidatesProbabilityFollowsFromItsLogit() {
        const auto answer = answered([this] { m_filler->setPaused(false); });
        const auto& shown = *answer.distribution;
        for (const auto& candidate : shown.candidates) {
            const auto softmax = std::exp(candidate.logit - shown.logSumExp);
            QVERIFY(std::abs(softmax - candidate.probability) < rounding);
            QVERIFY(!candidate.bytes.starts_with(' ')); // the text says where blanks stand
        }
    }

    void aMaskOfTheTextItselfHidesNothingThatIsKnown() {
        m_workspace->setText("the [MASK] 春");
        const auto answer = answered([this] { m_filler->setPaused(false); });
        QCOMPARE(answer.position, 2); // the first hidden token, where nothing is selected
        QVERIFY(!answer.written);
    }

    void looksWhereItIsAsked() {
        m_workspace->setSecondText("the 花");
        m_filler->setPaused(false);
        QCOMPARE(m_filler->position(), 3); // the text's last token
        m_filler->lookAt(6);
        QCOMPARE(m_filler->position(), 6); // 花, of the second text
        m_filler->lookAt(4);
        QCOMPARE(m_filler->position(), 6); // not a special token
        m_workspace->setMasked({0});
        QCOMPARE(m_filler->position(), 6);
        m_filler->lookAt(1);
        QCOMPARE(m_filler->position(), 1);
        QCOMPARE(m_workspace->selected(), 0);
        m_workspace->select(1);
        QCOMPARE(m_filler->position(), 2);
        m_workspace->setText("");
        m_workspace->setSecondText("");
        QCOMPARE(m_filler->position(), -1);
    }

    void judgesPairsOnce() {
        QSignalSpy judged(m_filler.get(), &MaskFiller::judged);
        m_filler->setPaused(false);
        m_workspace->setSecondText("the 花");
        QTRY_COMPARE_WITH_TIMEOUT(judged.size(), 1, patience);
        const auto expected = m_workspace->model()->nextSentence("the cat 春", "the 花");
        QCOMPARE(judged.front().front().toDouble(), expected->probability);
        answered([this] { m_workspace->setMasked({0}); });
        QCOMPARE(judged.size(), 1); // what is hidden makes no difference to it
    }

    void theNewestQuestionWins() {
        QSignalSpy answers(m_filler.get(), &MaskFiller::answered);
        m_filler->setPaused(false);
        for (const auto* text : {"the", "the cat", "the cat 花"}) {
            m_workspace->setText(text);
        }
        m_workspace->select(0);
        QTRY_VERIFY_WITH_TIMEOUT(!answers.isEmpty(), patience);
        QTest::qWait(50);
        QCOMPARE(answers.size(), 1);
        QCOMPARE(answers.front().front().value<MaskAnswer>().position, 1);
    }

    void aModelWithoutHeadsIsNotAsked() {
        QSignalSpy changed(m_filler.get(), &MaskFiller::changed);
        QSignalSpy failed(m_filler.get(), &MaskFiller::failed);
        m_filler->setPaused(false);
        m_workspace->setModel(loaded(Bare), "bare");
        m_workspace->setSecondText("the 花");
        m_workspace->setMasked({0});
        QVERIFY(!changed.isEmpty());
        QTest::qWait(50);
        QVERIFY(failed.isEmpty());
    }

private:
    MaskAnswer answered(const std::function<void()>& act) {
        QSignalSpy answers(m_filler.get(), &MaskFiller::answered);
        act();
        if (answers.isEmpty()) {
            answers.wait(patience);
        }
        return answers.isEmpty() ? MaskAnswer() : answers.back().front().value<MaskAnswer>();
    }

    std::unique_ptr<Workspace> m_workspace;
    std::unique_ptr<MaskFiller> m_filler;
};

QTEST_GUILESS_MAIN(TestMaskFiller)
#include "tst_mask_filler.moc"
