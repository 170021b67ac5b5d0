#pragma once

#include <vector>

#include <QWidget>

#include "widgets/common/parented_ptr.h"
#include "widgets/generation/prompt_template.h"

class QGridLayout;
class QLineEdit;

namespace vitrine::widgets {

class IconButton;

/// Pairs of input and output, one a row, each with a button that removes it.
class ExampleList : public QWidget {
    Q_OBJECT

public:
    explicit ExampleList(QWidget* parent);

    std::vector<PromptExample> examples() const;
    /// Does not emit changed.
    void setExamples(const std::vector<PromptExample>& examples);
    /// Adds an empty row and puts the caret there.
    void addExample();

Q_SIGNALS:
    void changed();

protected:
    void changeEvent(QEvent* event) override;

private:
    struct Row {
        parented_ptr<QLineEdit> input;
        parented_ptr<QLineEdit> output;
        parented_ptr<IconButton> remove;
    };

    void addRow();
    void removeLastRow();
    void remove(const IconButton* button);
    void retranslate();

    parented_ptr<QGridLayout> m_grid;
    std::vector<Row> m_rows;
};

} // namespace vitrine::widgets
