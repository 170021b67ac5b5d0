#pragma once

#include <QWidget>

#include <optional>

#include "app/workspace/word_space.h"
#include "app/workspace/workspace.h"
#include "widgets/common/parented_ptr.h"

class QLabel;
class QLineEdit;
class QMenu;
class QPlainTextEdit;
class QPushButton;
class QToolButton;

namespace vitrine::widgets {
class CurvePlot;
class LabelledSlider;
class MatrixView;
} // namespace vitrine::widgets

namespace vitrine::app {

/// One word in several texts, as the open model sees it: how alike it is to itself from text to
/// text, layer by layer.
class SensesPanel : public QWidget {
    Q_OBJECT
public:
    SensesPanel(WordSpace& space, Workspace& workspace, QWidget* parent);

    QString word() const;
    QString texts() const;
    void setQuestion(const QString& word, const QString& texts);

Q_SIGNALS:
    void asked();

protected:
    void changeEvent(QEvent* event) override;

private:
    void build();
    void buildPresets();
    void compare();
    void show(const ContextualWords& words);
    void showDepth();
    void showCurves();
    void retranslate();
    void applyTheme();

    WordSpace& m_space;
    Workspace& m_workspace;
    std::optional<ContextualWords> m_words;
    widgets::parented_ptr<QLineEdit> m_word;
    widgets::parented_ptr<QPlainTextEdit> m_texts;
    widgets::parented_ptr<QPushButton> m_compare;
    widgets::parented_ptr<QToolButton> m_presets;
    widgets::parented_ptr<QMenu> m_menu;
    widgets::parented_ptr<widgets::LabelledSlider> m_depth;
    widgets::parented_ptr<widgets::MatrixView> m_matrix;
    widgets::parented_ptr<widgets::CurvePlot> m_curves;
    widgets::parented_ptr<QLabel> m_note;
};

} // namespace vitrine::app
