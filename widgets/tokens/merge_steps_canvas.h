#pragma once

#include <vector>

#include "engine/values/tokenization_steps.h"
#include "widgets/common/scrolled_figure.h"
#include "widgets/tokens/chip_layout.h"
#include "widgets/tokens/merge_timeline.h"

namespace vitrine::widgets {

class Theme;

/// The picture of MergeStepsView: what tokenising has made up to one moment, row by row.
class MergeStepsCanvas : public ScrolledFigure {
    Q_OBJECT

public:
    explicit MergeStepsCanvas(QWidget* parent);

    void setSteps(TokenizationSteps steps);
    void setPosition(int position);
    const MergeTimeline& timeline() const { return m_timeline; }
    /// What happens at the position, in one sentence.
    QString sentence() const;

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;
    QSize figureSize() const override;
    void paintFigure(QPainter& painter, const QSize& size) const override;

Q_SIGNALS:
    /// A pre-token was clicked.
    void wordClicked(int word);

protected:
    void paintEvent(QPaintEvent* event) override;
    void relayout() override;
    void retranslate() override;
    void mousePressEvent(QMouseEvent* event) override;

private:
    enum class ChipStyle { Plain, Active, Made, Done, Rejected };
    struct Chip {
        QString text;
        ChipStyle style = ChipStyle::Plain;
    };
    struct Row {
        QString label;
        std::vector<Chip> chips;
        bool words = false; ///< its chips are the pre-tokens
    };
    struct PlacedRow {
        Row row;
        ChipLayout layout;
        int top = 0;
    };

    std::vector<Row> rows() const;
    Row wordsRow(const MergeTimeline::Moment& moment) const;
    void addMergeRows(std::vector<Row>& rows, const PreTokenSteps& word, int step) const;
    void addLatticeRows(std::vector<Row>& rows, const PreTokenSteps& word, int step) const;
    void addMatchRow(std::vector<Row>& rows, const PreTokenSteps& word, int step) const;
    Row tokensRow() const;
    std::vector<PlacedRow> place(int width) const;
    int labelWidth(const std::vector<Row>& rows) const;
    void paintRows(QPainter& painter, const std::vector<PlacedRow>& rows) const;
    void paintChip(
        QPainter& painter, const Theme& theme, const Chip& chip, const QRect& rect) const;

    TokenizationSteps m_steps;
    MergeTimeline m_timeline;
    int m_position = 0;
    std::vector<PlacedRow> m_rows;
};

} // namespace vitrine::widgets
