#pragma once

#include <QWidget>

#include <optional>
#include <vector>

#include "app/pages/sense_texts.h"
#include "app/workspace/word_space.h"
#include "app/workspace/workspace.h"
#include "engine/embeddings/sense_separation.h"
#include "widgets/common/figure.h"
#include "widgets/common/parented_ptr.h"

class QAbstractItemModel;
class QGridLayout;
class QLabel;
class QLineEdit;
class QMenu;
class QPlainTextEdit;
class QPushButton;
class QSpinBox;
class QToolButton;

namespace vitrine::widgets {
class CurvePlot;
class MatrixView;
class NumberTable;
class SegmentedControl;
} // namespace vitrine::widgets

namespace vitrine::app {

/// One word in several texts, as the open model sees it: how alike it is to itself within one of
/// its senses and between them, layer by layer. As a figure: the matrix of a layer beside the
/// curves over all.
class SensesPanel : public QWidget, public widgets::Figure {
    Q_OBJECT
public:
    SensesPanel(WordSpace& space, Workspace& workspace, QWidget* parent);

    QString word() const;
    QString texts() const;
    void setQuestion(const QString& word, const QString& texts);
    /// Whether the vectors are compared as they are, with the direction that all tokens share.
    bool isRaw() const;
    void setRaw(bool raw);
    /// What the curves show, and each pair of texts.
    const QAbstractItemModel* table() const;

    QSize figureSize() const override;
    void paintFigure(QPainter& painter, const QSize& size) const override;

Q_SIGNALS:
    void asked();

protected:
    void changeEvent(QEvent* event) override;

private:
    void build();
    void buildPresets();
    void compare();
    void followModel();
    void showAbility();
    void show(const ContextualWords& words);
    void showViews(bool visible);
    void measure();
    void showDepth();
    void showCurves();
    void fillTable();
    const std::vector<std::vector<double>>& cosines() const;
    bool hasSenses() const;
    /// The depth after which the senses part most.
    int clearestDepth() const;
    QString sentenceAt(int depth) const;
    void retranslate();
    void applyTheme();

    WordSpace& m_space;
    Workspace& m_workspace;
    SenseTexts m_asked;
    std::optional<ContextualWords> m_words;
    std::vector<int> m_senses; ///< of its texts
    std::vector<embeddings::SenseSeparation> m_separations; ///< by depth
    widgets::parented_ptr<QGridLayout> m_layout;
    widgets::parented_ptr<QLineEdit> m_word;
    widgets::parented_ptr<QPlainTextEdit> m_texts;
    widgets::parented_ptr<QPushButton> m_compare;
    widgets::parented_ptr<QToolButton> m_presets;
    widgets::parented_ptr<QMenu> m_menu;
    widgets::parented_ptr<QSpinBox> m_depth;
    widgets::parented_ptr<widgets::SegmentedControl> m_centring;
    widgets::parented_ptr<widgets::MatrixView> m_matrix;
    widgets::parented_ptr<widgets::CurvePlot> m_curves;
    widgets::parented_ptr<widgets::NumberTable> m_table;
    widgets::parented_ptr<QLabel> m_note;
};

} // namespace vitrine::app
