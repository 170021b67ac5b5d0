#include <QTest>

#include "widgets/layers/contribution_rows.h"

using namespace vitrine;
using namespace vitrine::widgets;
using Kind = ContributionRow::Kind;

class TestContributionRows : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void listsPartsInTheirOrder() {
        const std::vector<ContributionRow> expected{{Kind::TokenEmbedding, -1, -1, 1},
            {Kind::PositionEmbedding, -1, -1, 2}, {Kind::Attention, 0, -1, 0.5},
            {Kind::FeedForward, 0, -1, -1}, {Kind::Attention, 1, -1, 5},
            {Kind::FeedForward, 1, -1, 3}, {Kind::Constant, -1, -1, 0.5},
            {Kind::Logit, -1, -1, 11}};
        QCOMPARE(contributionRows(contributions(), {}), expected);
    }

    void opensALayerToItsHeads() {
        const auto rows = contributionRows(contributions(), {1});
        const std::vector<ContributionRow> opened(rows.begin() + 4, rows.begin() + 8);
        const std::vector<ContributionRow> expected{{Kind::Attention, 1, -1, 5},
            {Kind::Head, 1, 0, 4}, {Kind::Head, 1, 1, 2}, {Kind::AttentionBias, 1, -1, -1}};
        QCOMPARE(opened, expected);
    }

    void blocksSumToTheLogit() {
        for (const auto& opened : {std::set<int>{}, std::set<int>{0, 1}}) {
            double sum = 0;
            for (const auto& row : contributionRows(contributions(), opened)) {
                if (row.kind == Kind::Logit)
                    QCOMPARE(row.value, sum);
                else if (row.kind != Kind::Head && row.kind != Kind::AttentionBias)
                    sum += row.value;
            }
        }
    }

private:
    static ResidualContributions contributions() {
        ResidualContributions result;
        result.tokenEmbedding = 1;
        result.positionEmbedding = 2;
        result.layers = {{{0.25, 0.5}, -0.25, -1}, {{4, 2}, -1, 3}};
        result.constant = 0.5;
        result.logit = 11;
        return result;
    }
};

QTEST_APPLESS_MAIN(TestContributionRows)
#include "tst_contribution_rows.moc"
